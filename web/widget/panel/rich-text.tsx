import { OutLink } from './out-link'
import { splitText, type TextPart } from './split-text'

/** Text of a message: only words, line breaks, links and the complaint's number in bold. Never HTML. */
export function RichText({ text, number }: { text: string; number?: string | undefined }) {
  return (
    <>
      {splitText(text, number).map((part) => (
        <Part key={part.at} part={part} />
      ))}
    </>
  )
}

function Part({ part }: { part: TextPart }) {
  if (part.type === 'number') return <strong class="number">{part.text}</strong>
  if (part.type === 'text') return <>{part.text}</>
  return (
    <OutLink href={part.href} title={part.href}>
      {part.text}
    </OutLink>
  )
}
