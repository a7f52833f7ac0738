import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { Fragment, useRef } from 'react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useStore } from '../app/store'
import { useNow } from '../app/use-now'
import { dayDistance, formatDay } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { threadOf } from '../live/apply-rows'
import { typingStore } from '../live/presence'
import { Button } from '../ui/button'
import { Bone, Empty, Trouble } from '../ui/state'
import { GoToContext } from './go-to'
import { Message } from './message'
import { useOutgoing } from './outgoing'
import { OutgoingMessage } from './outgoing-message'
import { useFollowing } from './use-following'
import { useGoingTo } from './use-going-to'
import { useAnnouncing, useSeen } from './use-reading'

/**
 * What was said, oldest first. Not virtual: a virtual transcript cannot be read by a screen reader; pages of 50 keep it light. It follows the
 * newest message while the reader is at the end, and never moves otherwise.
 */
export function Thread({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const { id } = conversation
  const query = useInfiniteQuery(queries.messages(id))
  const messages = threadOf(query.data)
  const outgoing = useOutgoing(id)
  const scroller = useRef<HTMLDivElement>(null)
  const { isAtEnd, unseen, onScroll, toEnd } = useFollowing(scroller, messages, outgoing.length)
  useSeen(id, messages, isAtEnd)
  useAnnouncing(messages)
  const goTo = useGoingTo(scroller, query)

  if (query.error && !query.data)
    return <Trouble title={t('conversation.missing')} fault={query.error} onRetry={() => void query.refetch()} className="flex-1" />
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={t('conversation.thread')}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 [overflow-anchor:none] py-3 -outline-offset-2! max-two:px-3"
      >
        <div>
          <h2 className="sr-only">{t('conversation.thread')}</h2>
          {query.isPending && <Bones />}
          {query.hasNextPage && (
            <div className="flex justify-center pb-3">
              <Button look="quiet" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('conversation.older')}
              </Button>
            </div>
          )}
          {query.data && messages.length === 0 && outgoing.length === 0 && <Empty title={t('conversation.empty')} />}
          <GoToContext value={goTo}>
            <Messages messages={messages} conversation={conversation} />
          </GoToContext>
          {outgoing.length > 0 && (
            <ul className="m-0 flex list-none flex-col gap-2 p-0 pt-2">
              {outgoing.map((one) => (
                <OutgoingMessage key={one.key} outgoing={one} />
              ))}
            </ul>
          )}
          <Typing conversation={conversation} />
          <div data-thread-end="" />
        </div>
      </section>
      {!isAtEnd && (
        <Button look="plain" onClick={toEnd} className="absolute right-4 bottom-3 rounded-full shadow-high">
          <ArrowDown aria-hidden className="size-4" />
          {unseen > 0 ? t('conversation.newBelow', { count: unseen }) : t('conversation.toEnd')}
        </Button>
      )}
    </div>
  )
}

function Messages({ messages, conversation }: { messages: readonly MessageDto[]; conversation: ConversationDto }) {
  const suspected = new Set(conversation.suspicions.map((suspicion) => suspicion.messageId))
  return (
    <ol className="m-0 flex list-none flex-col gap-2 p-0">
      {messages.map((message, index) => {
        const before = messages[index - 1]
        const isNewDay = !before || dayDistance(message.at, Date.parse(before.at)) !== 0
        const isSameAuthor =
          !isNewDay &&
          before?.author.kind === message.author.kind &&
          before.author.name === message.author.name &&
          before.visibility === message.visibility
        return (
          <Fragment key={message.id}>
            {isNewDay && <DayLine at={message.at} />}
            <Message message={message} conversation={conversation} hasHead={!isSameAuthor} isSuspected={suspected.has(message.id)} />
          </Fragment>
        )
      })}
    </ol>
  )
}

function DayLine({ at }: { at: string }) {
  const { t, language } = useWords()
  const now = useNow()
  const distance = dayDistance(at, now)
  const day = distance === 0 ? t('conversation.today') : distance === -1 ? t('conversation.yesterday') : formatDay(at, language, now)
  return (
    <li className="flex items-center gap-3 py-1 text-meta text-text-3">
      <span aria-hidden className="h-px flex-1 bg-border" />
      {day}
      <span aria-hidden className="h-px flex-1 bg-border" />
    </li>
  )
}

function Typing({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const isTyping = useStore(typingStore, (all) => all.has(conversation.id))
  if (!isTyping) return null
  return (
    <p className="pt-2 text-dense text-text-3">{t('conversation.isTyping', { name: conversation.person.name ?? t('complaint.person') })}</p>
  )
}

function Bones() {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-3">
      <span className="sr-only">{t('app.loading')}</span>
      <Bone className="h-14 w-3/5" />
      <Bone className="h-20 w-3/5 self-end" />
      <Bone className="h-10 w-2/5" />
      <Bone className="h-14 w-1/2 self-end" />
    </div>
  )
}
