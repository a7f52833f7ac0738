import { Link } from '@tanstack/react-router'
import { Undo2, UserCheck } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { may, useMe } from '../app/me'
import { useNow } from '../app/use-now'
import { useAct } from '../conversation/use-act'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { toastDone } from '../ui/toasts'
import { ChannelMark } from '../words/channel-mark'
import { readableAddress } from '../words/usable-ways'
import { Section } from './card-sections'

type Props = { conversation: ConversationDto }

/** Who may be the same person, which only an operator decides; and what was joined, which can be undone. */
export function SamePerson({ conversation }: Props) {
  const { t } = useWords()
  const { joins, proposals } = conversation
  if (joins.length === 0 && proposals.length === 0) return null
  return (
    <Section title={t('join.title')}>
      <ul className="m-0 flex list-none flex-col gap-2 p-0">
        {proposals.map((proposal) => (
          <Proposal key={proposal.conversationId} proposal={proposal} conversation={conversation} />
        ))}
        {joins.map((join) => (
          <Joined key={join.id} join={join} conversation={conversation} />
        ))}
      </ul>
    </Section>
  )
}

function Proposal({ proposal, conversation }: Props & { proposal: ConversationDto['proposals'][number] }) {
  const { t } = useWords()
  const me = useMe()
  const act = useAct()
  const { conversationId, channel, name, to, by } = proposal
  const join = (): void => act.mutate({ type: 'join', id: conversation.id, conversationId }, { onSuccess: () => toastDone(t('join.done')) })
  return (
    <li className="flex flex-col gap-1 rounded-control bg-sunken px-3 py-2 text-dense">
      <p>{t(`join.${by}`)}</p>
      <Link
        to="/conversations/$conversationId"
        params={{ conversationId }}
        search={(now) => now}
        className="inline-flex min-h-6 flex-wrap items-center gap-x-2 text-link underline coarse:min-h-11"
      >
        <ChannelMark channel={channel} />
        {name ?? readableAddress(to) ?? t('conversation.unnamed')}
      </Link>
      {may(me, 'conversations.write') && (
        <div>
          <Button disabled={act.isPending} onClick={join}>
            <UserCheck aria-hidden className="size-4" />
            {t('join.go')}
          </Button>
        </div>
      )}
    </li>
  )
}

function Joined({ join, conversation }: Props & { join: ConversationDto['joins'][number] }) {
  const { t, language } = useWords()
  const now = useNow()
  const me = useMe()
  const act = useAct()
  const undo = (): void =>
    act.mutate({ type: 'undo-join', id: conversation.id, joinId: join.id }, { onSuccess: () => toastDone(t('join.undone')) })
  const at = formatMoment(join.at, language, now)
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 text-dense">
      <span>
        {t(`join.by-${join.way}`, { at })}
        {join.from && <span className="block text-text-3">{t('join.was', { name: join.from })}</span>}
      </span>
      {may(me, 'conversations.write') && (
        <Button look="quiet" disabled={act.isPending} onClick={undo}>
          <Undo2 aria-hidden className="size-4" />
          {t('join.undo')}
        </Button>
      )}
    </li>
  )
}
