import { useWords } from '../i18n/use-words'
import type { AccountChannel } from './account-fields'

const steps = ['1', '2', '3'] as const

/** What to copy and where from, in the order of doing it. */
export function HowTo({ channel }: { channel: AccountChannel }) {
  const { t } = useWords()
  return (
    <ol className="m-0 flex list-decimal flex-col gap-1 pl-5 text-dense text-text-2">
      {steps.map((step) => (
        <li key={step}>{t(`channelHow.${channel}${step}`)}</li>
      ))}
    </ol>
  )
}
