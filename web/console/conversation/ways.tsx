import { Link } from '@tanstack/react-router'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { buttonClass } from '../ui/button'
import { ChannelMark } from '../words/channel-mark'
import { readableAddress, usableWays } from '../words/usable-ways'

/** Where else this person can be reached: each leads to that conversation. */
export function Ways({ ways }: { ways: ConversationDto['ways'] }) {
  const { t } = useWords()
  if (ways.length === 0) return <p className="text-dense">{t('ways.none')}</p>
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-dense">{t('ways.title')}</span>
      <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
        {usableWays(ways).map((way) => (
          <li key={way.conversationId}>
            <Link
              to="/conversations/$conversationId"
              params={{ conversationId: way.conversationId }}
              search={(now) => now}
              className={buttonClass()}
            >
              <ChannelMark channel={way.channel} />
              {readableAddress(way.to) && <span className="break-all">{way.to}</span>}
              {way.blockedAt && <span className="text-meta text-text-3">{t('ways.blocked')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
