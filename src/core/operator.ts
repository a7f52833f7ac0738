import { changesOf } from './changes.js'
import { setStatus } from './complaints/stages.js'
import { DeskError } from './desk-error.js'
import { causeOf, closeAll, decideSuspicion, finish } from './finishing.js'
import { flowAuthor, type Minds, openComplaints, pauseForCustomer, stepFlow } from './hear.js'
import { record } from './journal.js'
import type { Command } from './model/effect.js'
import type { ConversationId, MessageId } from './model/ids.js'
import { type Act, actorOf, type Operator, refuseForeign, take } from './operator-act.js'
import { dictated, note, reply, resend } from './operator-words.js'
import type { Outbound } from './outbound.js'
import type { Live, Store } from './ports.js'
import { consequencesOf, openWork, type Tools } from './work.js'

export interface Operators {
  /** Does one command in one transaction, through the same door as the flow. Throws DeskError with what happened meanwhile. */
  act(operator: Operator, conversationId: ConversationId, command: Command): Promise<{ readonly messageId: MessageId | null }>
}

export type OperatorParts = {
  readonly store: Store
  readonly tools: Tools
  readonly minds: Minds
  readonly live: Live
  readonly outbound: Outbound
}

export function openOperators({ store, tools, minds, live, outbound }: OperatorParts): Operators {
  return {
    async act(operator, conversationId, command) {
      const since = command.type === 'reply' && command.lastSeenMessageId !== null ? { sinceMessageId: command.lastSeenMessageId } : {}
      const files = command.type === 'reply' || command.type === 'note' ? { fileIds: command.fileIds } : {}
      const numbers = command.type === 'register' ? 1 : 0
      const resent = command.type === 'resend' || command.type === 'dictated' ? { resendId: command.messageId } : {}
      const { work, messageId } = await store.change(
        { conversationIds: [conversationId], numbers, ...since, ...files, ...resent },
        (scene) => {
          const [found] = scene.conversations
          if (!found)
            throw new DeskError('conversation_unknown', 404, 'There is no such conversation', 'Open the feed and choose one from it')
          const work = openWork(scene, tools)
          const act: Act = { work, minds, scene: found, operator, actor: actorOf(operator) }
          const messageId = obey(act, command)
          return { consequences: consequencesOf(work), answer: { work, messageId } }
        },
      )
      live.changed(changesOf(work))
      outbound.dispatch(work.leaving)
      if (work.resent.length > 0) outbound.nudge(conversationId)
      return { messageId }
    },
  }
}

function obey(act: Act, command: Command): MessageId | null {
  switch (command.type) {
    case 'take':
      take(act)
      return null
    case 'reply':
      return reply(act, command)
    case 'note':
      return note(act, command.text, { fileIds: command.fileIds, complaint: command.complaint ?? null })
    case 'release':
      release(act, command.to)
      return null
    case 'hand-over':
      handOverTo(act, command)
      return null
    case 'snooze':
      snooze(act, command)
      return null
    case 'finish':
      finish(act, command)
      return null
    case 'close-all':
      closeAll(act, command.cause)
      return null
    case 'dictated':
      return dictated(act)
    case 'resend':
      return resend(act)
    case 'register':
    case 'dismiss':
      decideSuspicion(act, command)
      return null
  }
}

/** Gives the conversation back: to the bot, which goes on, or to the queue, where the next person takes it. */
function release(act: Act, to: 'flow' | 'queue'): void {
  const { work, scene } = act
  refuseForeign(act)
  scene.conversation.holder = to === 'flow' ? { kind: 'flow' } : { kind: 'queue', reason: 'released' }
  scene.conversation.isChanged = true
  for (const complaint of openComplaints(scene)) {
    record(work, complaint, act.actor, 'released', { to })
    if (complaint.status === 'in-work' || complaint.status === 'new')
      setStatus(work, complaint, act.actor, to === 'flow' ? 'with-bot' : 'new')
  }
  if (to === 'flow') stepFlow(work, act.minds, scene, causeOf(act, flowAuthor), { type: 'returned' })
}

function handOverTo(act: Act, command: Extract<Command, { type: 'hand-over' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  const colleague = work.tools.reference.staff().find((one) => one.id === command.to && one.isActive)
  if (!colleague) throw new DeskError('staff_unknown', 422, 'There is no such colleague', 'Choose one from the list of staff')
  take(act)
  scene.conversation.holder = { kind: 'operator', staffId: colleague.id, name: colleague.name }
  for (const complaint of openComplaints(scene)) record(work, complaint, act.actor, 'handed-over', { to: colleague.id })
  if (command.note?.trim()) note(act, command.note)
}

/** Until the customer answers, or until a time; the clocks that may not pause go on. */
function snooze(act: Act, command: Extract<Command, { type: 'snooze' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  if (command.until !== null && command.until <= work.now) {
    throw new DeskError('snooze_in_past', 422, 'That time has passed', 'Choose a later time')
  }
  const open = openComplaints(scene)
  if (open.length === 0)
    throw new DeskError('nothing_open', 409, 'Nothing is open in this conversation', 'Finish it or give it back to the bot')
  for (const complaint of open) {
    const data = { until: command.until, untilReply: command.untilReply }
    record(work, complaint, act.actor, 'snoozed', data)
    setStatus(work, complaint, act.actor, command.until === null ? 'waiting-customer' : 'snoozed')
    complaint.snoozedUntil = command.until
    complaint.snoozeReason = command.reason
    complaint.wakesOnReply = true
    complaint.isChanged = true
    if (command.until === null) pauseForCustomer(work, complaint, command.reason ?? 'waiting-customer')
  }
}
