/** Only what opens as a page; Chinese signs end it, and so does the punctuation that ends the sentence. */
const address = /(https?:\/\/[^\s<>"«»。，、；：！？（）【】「」]+[^\s<>"«»。，、；：！？（）【】「」.,:;!?)\]}])/u

/** A text with its addresses as links. Everything else stays text, whatever it looks like. */
export function LinkedText({ text }: { text: string }) {
  return splitLinks(text).map(({ at, part, isLink }) =>
    isLink ? (
      <a key={at} href={part} target="_blank" rel="noopener noreferrer" className="break-all text-link underline">
        {part}
      </a>
    ) : (
      part
    ),
  )
}

export function splitLinks(text: string): { at: number; part: string; isLink: boolean }[] {
  let at = 0
  return text.split(address).flatMap((part, index) => {
    const piece = { at, part, isLink: index % 2 === 1 }
    at += part.length
    return part === '' ? [] : [piece]
  })
}
