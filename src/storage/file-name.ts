/**
 * A name that is only a name: composed (NFC), without format, control and line characters (a zero-width space before `.htaccess` hid it from
 * a check, CVE-2026-28289), without a path, without what Windows forbids. Comes before every check; files are stored under their hash anyway.
 */
export function cleanFileName(name: string): string {
  const visible = name
    .replace(/\p{Cs}/gu, '')
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  const last = visible.split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const safe = reserved.test(plain) ? `_${plain}` : plain
  return shorten(safe) || 'file'
}

/** Devices of Windows, with or without an ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const limit = 120

/** Keeps the ending, which tells people what the file is. */
function shorten(name: string): string {
  const characters = Array.from(name)
  if (characters.length <= limit) return name
  const ending = Array.from(/\.[^.\s]{1,12}$/u.exec(name)?.[0] ?? '')
  return [...characters.slice(0, limit - ending.length), ...ending].join('')
}
