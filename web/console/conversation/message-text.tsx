import { Mail } from 'lucide-react'
import { useState } from 'react'
import type { MessageDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'
import { LinkedText } from './linked-text'

/** What was said. Of a letter only what is new, until all of it is asked for; what was deleted stays readable. */
export function MessageText({ message }: { message: MessageDto }) {
  const { t } = useWords()
  const [isWhole, setIsWhole] = useState(false)
  const { text, whole, deletedAt } = message
  const shown = isWhole && whole !== null ? whole : text
  const Words = deletedAt === null ? 'p' : 'del'
  return (
    <>
      {shown && (
        <Words
          dir="auto"
          className={cn('block text-message break-words whitespace-pre-wrap', deletedAt !== null && 'text-text-3 line-through')}
        >
          <LinkedText text={shown} />
        </Words>
      )}
      {whole !== null && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="inline-flex min-h-6 items-center gap-1 self-start rounded-chip text-dense text-link underline coarse:min-h-11"
        >
          <Mail aria-hidden className="size-4 shrink-0" />
          {t(isWhole ? 'message.lessLetter' : 'message.wholeLetter')}
        </button>
      )}
    </>
  )
}
