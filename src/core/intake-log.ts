import { randomUUID } from 'node:crypto'
import { changesOf } from './changes.js'
import { register } from './complaints/register.js'
import { DeskError } from './desk-error.js'
import { acknowledgementKey, handOver, say } from './effects.js'
import { deskAuthor, type Minds } from './hear.js'
import { personal, record } from './journal.js'
import type { AccountId, ConversationId, Instant } from './model/ids.js'
import type { Kind, Language } from './model/reading.js'
import type { Operator } from './operator-act.js'
import type { Outbound } from './outbound.js'
import { addMessage } from './outgoing.js'
import type { Live, Store } from './ports.js'
import type { ConversationScene } from './scene.js'
import { type Actor, consequencesOf, openWork, type Tools, type Work } from './work.js'

/** A complaint that reached the house by mouth or on paper, as somebody of the house writes it down. */
export type LoggedComplaint = {
  readonly text: string
  readonly channel: 'phone' | 'letter' | 'other'
  readonly kind: Kind | null
  readonly category: string | null
  readonly language: Language | null
  readonly person: { readonly name: string | null; readonly phone: string | null; readonly email: string | null }
  /** By what the number goes to them. */
  readonly replyBy: { readonly kind: 'email' | 'telegram' | 'vk' | 'sms' | 'phone' | 'none'; readonly to: string | null }
  readonly wanted: string | null
  readonly receivedAt: Instant | null
}

/** Where an answer to a logged complaint goes. */
export type ReplyPlace = {
  readonly accountId: AccountId
  /** The conversation that is there, where only one that is there will do. */
  readonly conversation: string | null
  readonly address: string
}

export interface ReplyPlaces {
  /** An account that can write to `to` first, or one that they have written to. null when there is none. */
  find(kind: LoggedComplaint['replyBy']['kind'], to: string | null): Promise<ReplyPlace | null>
}

export interface IntakeLog {
  /** @throws DeskError `contact_missing`, `reply_unreachable` (422) */
  log(operator: Operator, complaint: LoggedComplaint): Promise<{ readonly number: string; readonly conversationId: ConversationId }>
}

export type IntakeLogParts = {
  readonly places: ReplyPlaces
  readonly store: Store
  readonly tools: Tools
  readonly minds: Minds
  readonly live: Live
  readonly outbound: Outbound
  /** Makes an account usable here that another statement has just made. */
  readonly learn: (accountId: AccountId) => Promise<void>
}

/** Registers what was told to a person of the house; from there it is a complaint like any other. */
export function openIntakeLog({ places, store, tools, minds, live, outbound, learn }: IntakeLogParts): IntakeLog {
  return {
    async log(operator, logged) {
      checkContact(logged)
      const place = await getPlace(places, logged)
      await learn(place.accountId)
      const [conversationId] = await store.ensure([startOf(place, logged)], tools.clock.now())
      if (conversationId === undefined) throw new Error('the conversation of a logged complaint was not made')
      const { work, number } = await store.change({ conversationIds: [conversationId], numbers: 1 }, (scene) => {
        const work = openWork(scene, tools)
        const number = scene.conversations[0] ? write(work, minds, scene.conversations[0], operator, logged) : ''
        return { consequences: consequencesOf(work), answer: { work, number } }
      })
      live.changed(changesOf(work))
      outbound.dispatch(work.leaving)
      return { number, conversationId }
    },
  }
}

function checkContact({ person, replyBy }: LoggedComplaint): void {
  if (person.phone || person.email || replyBy.to) return
  if (replyBy.kind === 'none' && person.name) return
  throw new DeskError('contact_missing', 422, 'Nobody could be told what became of this.', 'Give a phone, an e-mail or where to reply.')
}

async function getPlace(places: ReplyPlaces, { replyBy, person }: LoggedComplaint): Promise<ReplyPlace> {
  const to = replyBy.to ?? (replyBy.kind === 'email' ? person.email : replyBy.kind === 'sms' ? person.phone : null)
  const place = await places.find(replyBy.kind, to)
  if (place) return place
  const message = `Nothing can be sent to them by ${replyBy.kind}.`
  throw new DeskError(
    'reply_unreachable',
    422,
    message,
    'Choose another way to reply; by Telegram and VK only those can be answered who have written first.',
  )
}

const startOf = (place: ReplyPlace, { person, language, channel }: LoggedComplaint) => ({
  accountId: place.accountId,
  conversation: place.conversation ?? `logged-${randomUUID()}`,
  sender: { externalId: place.address, name: person.name },
  language,
  context: { medium: channel },
})

function write(work: Work, minds: Minds, scene: ConversationScene, operator: Operator, logged: LoggedComplaint): string {
  const { conversation, person } = scene
  const reading = minds.assist.read(logged.text, { language: logged.language ?? conversation.language })
  conversation.language = logged.language ?? reading.language
  person.name ??= logged.person.name
  person.phone ??= logged.person.phone
  person.email ??= logged.person.email
  person.language ??= conversation.language
  person.isChanged = true
  const message = addMessage(work, scene, {
    direction: 'in',
    visibility: 'public',
    author: { kind: 'person', name: person.name },
    text: logged.text,
  })
  const actor: Actor = { kind: 'operator', id: operator.staffId, name: operator.name }
  const complaint = register(work, scene, actor, {
    kind: logged.kind ?? (reading.kind === 'none' ? 'complaint' : reading.kind),
    category: logged.category ?? reading.category,
    isSure: true,
    reading,
    text: logged.text,
    messageId: message.id,
  })
  if (!complaint) return ''
  record(work, complaint, actor, 'logged', { medium: logged.channel, replyBy: logged.replyBy.kind, receivedAt: logged.receivedAt })
  if (logged.wanted !== null) {
    complaint.wanted = logged.wanted
    complaint.facts.push({ name: 'wanted', value: logged.wanted })
    record(work, complaint, actor, 'fact-told', { name: 'wanted', value: personal(complaint, logged.wanted) })
  }
  handOver(work, scene, { actor }, 'logged')
  say(work, scene, { author: deskAuthor }, { key: acknowledgementKey(complaint), complaint, acknowledges: true })
  return complaint.number
}
