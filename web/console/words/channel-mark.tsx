import { Bot, Globe, type LucideIcon, Mail, MessageSquareText, Phone, Plug, Scroll } from 'lucide-react'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'

type Mark = { icon: LucideIcon } | { letters: string }

const marks: Readonly<Record<string, Mark & { color: string }>> = {
  web: { icon: MessageSquareText, color: 'text-web' },
  telegram: { letters: 'TG', color: 'text-telegram' },
  vk: { letters: 'VK', color: 'text-vk' },
  email: { icon: Mail, color: 'text-mail' },
  phone: { icon: Phone, color: 'text-phone' },
  letter: { icon: Scroll, color: 'text-mail' },
  teams: { letters: 'T', color: 'text-web' },
  bot: { icon: Bot, color: 'text-web' },
  api: { icon: Plug, color: 'text-mail' },
}
const unknownMark = { icon: Globe, color: 'text-mail' } satisfies Mark & { color: string }

const known = ['web', 'telegram', 'vk', 'email', 'teams', 'bot', 'phone', 'letter', 'api'] as const

/** The channel's name in a phrase. */
export function useChannelName(): (channel: string) => string {
  const { t } = useWords()
  return (channel) => t(`channel.${known.find((one) => one === channel) ?? 'other'}`)
}

/** Glyph and name of a channel. */
export function ChannelMark({ channel, isShort = false }: { channel: string; isShort?: boolean }) {
  const name = useChannelName()(channel)
  const mark = marks[channel] ?? unknownMark
  return (
    <span className={cn('inline-flex items-center gap-1 text-meta whitespace-nowrap', mark.color)}>
      {'icon' in mark ? (
        <mark.icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      ) : (
        <span aria-hidden className="rounded-chip border border-current px-0.5 text-[0.625rem] leading-3.5! font-semibold">
          {mark.letters}
        </span>
      )}
      <span className={isShort ? 'sr-only' : undefined}>{name}</span>
    </span>
  )
}
