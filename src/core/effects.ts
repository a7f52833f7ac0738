import { isWorkingAt } from './complaints/calendar.js'
import { closeComplaint, returnComplaint } from './complaints/closing.js'
import { formatDue } from './complaints/due-words.js'
import { formatNumber } from './complaints/number.js'
import { register } from './complaints/register.js'
import { setStage, setStatus } from './complaints/stages.js'
import { personal, record } from './journal.js'
import type { Effect } from './model/effect.js'
import type { Instant, MessageId } from './model/ids.js'
import type { Author } from './model/message.js'
import type { Reading } from './model/reading.js'
import { send } from './outgoing.js'
import type { ComplaintDraft, ConversationScene } from './scene.js'
import { keptSuspicion, settleSuspicion, suspect } from './suspicions.js'
import type { Actor, Work } from './work.js'

/** What the effects of one step belong to. */
export type Cause = {
  readonly actor: Actor
  /** Who speaks: the flow, or the desk itself when an operator's act made it speak. */
  readonly author: Author
  readonly reading: Reading
  readonly text: string
  readonly messageId: MessageId | null
}

/** Kinds of effects on a complaint that name it by number or by the `ref` of a `register` in the same step. */
type Refs = Map<string, ComplaintDraft>

/**
 * The only writer of consequences: turns what a flow wants into rows of the work, in order. Whatever was registered and not
 * acknowledged by the flow is acknowledged here, so that no flow, however edited, can leave a number untold.
 */
export function applyEffects(work: Work, scene: ConversationScene, cause: Cause, effects: readonly Effect[]): void {
  const refs: Refs = new Map(scene.complaints.map((complaint) => [complaint.number, complaint]))
  const untold = new Set<ComplaintDraft>()
  for (const effect of effects) applyEffect(work, scene, cause, effect, refs, untold)
  for (const complaint of untold) say(work, scene, cause, { key: acknowledgementKey(complaint), complaint, acknowledges: true })
}

export const acknowledgementKey = (complaint: ComplaintDraft): string =>
  complaint.isSure ? `acknowledgement.${complaint.kind}` : 'acknowledgement.unsure'

function applyEffect(work: Work, scene: ConversationScene, cause: Cause, effect: Effect, refs: Refs, untold: Set<ComplaintDraft>): void {
  const named = 'complaint' in effect && effect.complaint !== null ? refs.get(effect.complaint) : undefined
  switch (effect.type) {
    case 'say':
      // A message about a complaint that was not registered after all has nothing true to say.
      if (effect.complaint !== null && !named) return
      say(work, scene, cause, { ...effect, complaint: named ?? null, acknowledges: named !== undefined && untold.delete(named) })
      return
    case 'register': {
      const registered = effect.from === 'suspicion' ? registerKept(work, scene, cause, effect) : registerNew(work, scene, cause, effect)
      if (!registered) return
      refs.set(effect.ref, registered)
      untold.add(registered)
      return
    }
    case 'suspect':
      if (cause.messageId !== null) suspect(work, scene, cause.messageId, cause.text, cause.reading)
      return
    case 'dismiss':
      settleSuspicion(keptSuspicion(work, scene), 'dismissed')
      return
    case 'person':
      learnPerson(work, scene, cause, effect)
      return
    case 'hand-over':
      handOver(work, scene, cause, effect.reason)
      return
    default:
      if (named) applyToComplaint(work, scene, cause, effect, named)
  }
}

type RegisterEffect = Extract<Effect, { type: 'register' }>

const registerNew = (work: Work, scene: ConversationScene, cause: Cause, effect: RegisterEffect): ComplaintDraft | null =>
  register(work, scene, cause.actor, { ...effect, reading: cause.reading, text: cause.text, messageId: cause.messageId })

function registerKept(work: Work, scene: ConversationScene, cause: Cause, effect: RegisterEffect): ComplaintDraft | null {
  const kept = keptSuspicion(work, scene)
  if (!kept) return null
  const { reading, text, messageId } = kept
  const registered = register(work, scene, cause.actor, { ...effect, category: reading.category, reading, text, messageId })
  if (registered) settleSuspicion(kept, 'registered')
  return registered
}

function applyToComplaint(
  work: Work,
  scene: ConversationScene,
  cause: Cause,
  effect: Exclude<Effect, { type: 'say' | 'register' | 'suspect' | 'dismiss' | 'person' | 'hand-over' }>,
  complaint: ComplaintDraft,
): void {
  switch (effect.type) {
    case 'record': {
      const value = String(effect.value ?? '')
      complaint.facts.push({ name: effect.name, value })
      if (effect.name === 'wanted') complaint.wanted = value
      record(work, complaint, cause.actor, 'fact-told', { name: effect.name, value: personal(complaint, value) })
      return
    }
    case 'classify': {
      const from = { kind: complaint.kind, category: complaint.category }
      complaint.kind = effect.kind ?? complaint.kind
      complaint.category = effect.category ? work.tools.reference.category(effect.category).key : complaint.category
      record(work, complaint, cause.actor, 'classified', { from, to: { kind: complaint.kind, category: complaint.category } })
      return
    }
    case 'assign':
      setStage(work, complaint, cause.actor, 'assigned')
      return
    case 'verdict':
      if (effect.isSatisfied) closeComplaint(work, complaint, cause.actor, 'confirmed')
      else returnComplaint(work, scene, complaint, cause.actor)
      return
    case 'rate':
      complaint.rating = effect.rating
      record(work, complaint, cause.actor, 'rated', { rating: effect.rating })
  }
}

function learnPerson(work: Work, scene: ConversationScene, cause: Cause, effect: Extract<Effect, { type: 'person' }>): void {
  const { person } = scene
  if (effect.name) person.name = effect.name
  if (effect.contact) {
    if (effect.contact.includes('@')) person.email = effect.contact
    else person.phone = effect.contact
  }
  person.isChanged = true
  const newest = scene.complaints.at(-1)
  if (!newest) return
  for (const [name, value] of Object.entries({ name: effect.name, contact: effect.contact })) {
    if (value) record(work, newest, cause.actor, 'person-told', { name, value: personal(newest, value) })
  }
}

/** The queue gets it: from here a human has it, and what the flow had is new to them. */
export function handOver(work: Work, scene: ConversationScene, cause: Pick<Cause, 'actor'>, reason: string): void {
  const { conversation } = scene
  if (conversation.holder.kind === 'operator') return
  conversation.holder = { kind: 'queue', reason }
  conversation.isChanged = true
  for (const complaint of scene.complaints) {
    if (complaint.status !== 'with-bot') continue
    setStatus(work, complaint, cause.actor, 'new', { reason })
  }
}

type Speech = {
  readonly key: string
  readonly complaint: ComplaintDraft | null
  readonly acknowledges: boolean
  readonly facts?: Extract<Effect, { type: 'say' }>['facts']
  readonly ask?: Extract<Effect, { type: 'say' }>['ask']
  readonly choices?: readonly string[]
}

/** Renders a template with what the desk knows of the complaint and puts the message on its way. */
export function say(work: Work, scene: ConversationScene, cause: Pick<Cause, 'author'>, speech: Speech): void {
  const { language } = scene.conversation
  const { words } = work.tools
  const facts = { ...speech.facts, ...factsOf(work, scene, speech.complaint) }
  const isBrief = work.tools.canOf(scene.conversation.accountId).brief === true
  if (isBrief && speech.ask) return
  const key = isBrief && speech.acknowledges ? 'told.brief' : speech.key
  send(work, scene, {
    // Whoever speaks for the desk speaks under the brand's name.
    author: { ...cause.author, name: work.tools.reference.brand(scene.conversation.brandId).name },
    text: words.say(key, language, facts) + alsoTold(work, scene, speech),
    choices: (speech.choices ?? []).map((value) => ({ value, title: words.say(`${speech.key}.${value}`, language, facts) })),
    ask: speech.ask ?? null,
    complaint: speech.complaint,
    acknowledges: speech.acknowledges,
  })
}

/** What was registered of this person and not told yet: nobody's number gets lost. */
function alsoTold(work: Work, { withheld, conversation: { language } }: ConversationScene, { acknowledges }: Speech): string {
  if (!acknowledges || withheld.length === 0) return ''
  const numbers = withheld.map(({ number }) => formatNumber(number, language)).join(', ')
  return `\n\n${work.tools.words.say('told.also', language, { numbers })}`
}

function factsOf(work: Work, scene: ConversationScene, complaint: ComplaintDraft | null): Record<string, string | boolean | null> {
  const { conversation, person } = scene
  const { reference, links } = work.tools
  const brand = reference.brand(conversation.brandId)
  const common = { name: person.name, brand: brand.name, isDemo: brand.isDemo, isWorkingTime: isWorkingAt(brand.calendar, work.now) }
  if (!complaint) return common
  const staff = reference.staff()
  const manager = staff.find((one) => one.id === complaint.managerId)
  const lastResort = staff.find((one) => one.id === brand.lastResortId)
  const { language } = conversation
  const due = promiseStillAhead(work, complaint)
  return {
    ...common,
    number: formatNumber(complaint.number, language),
    manager: manager?.name ?? lastResort?.name ?? brand.name,
    contact: manager?.contact ?? null,
    lastResort: lastResort?.name ?? brand.name,
    lastResortContact: lastResort?.contact ?? null,
    due: due === null ? null : formatDue(due, { language, timeZone: brand.timeZone, now: work.now }),
    isAnother: scene.complaints.length > 1,
    statusUrl: links.status(complaint.id),
  }
}

/** What may honestly be told of time: the next promise that has not been kept yet and has not passed. */
function promiseStillAhead(work: Work, complaint: ComplaintDraft): Instant | null {
  const ahead = complaint.clocks.flatMap((clock) =>
    clock.metAt === null && clock.promisedAt !== null && clock.promisedAt > work.now ? [clock.promisedAt] : [],
  )
  return ahead.sort()[0] ?? null
}
