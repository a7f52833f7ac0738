/**
 * A text that every later hop can hold: no U+0000 (illegal in Postgres `text`), no lone surrogates (illegal in UTF-8), no other control
 * characters but tab and newline, line ends as \n, canonically composed (NFC). Zero-width and bidi marks stay: emoji and Arabic need them.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .replace(/\p{Cs}/gu, '')
    .normalize('NFC')
}

/** One clean line of at most `limit` characters, for names and addresses of pages: also without format characters, which can reverse or hide. */
export function cleanLine(text: string, limit: number): string {
  const line = cleanText(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return Array.from(line).slice(0, limit).join('').trimEnd()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
