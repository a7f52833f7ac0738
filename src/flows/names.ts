import type { Fact, FlowEvent, KnownComplaint, World } from '../core/model/flow.js'
import type { Kind } from '../core/model/reading.js'
import { findContact, findIntroduction, findNameAnswer, findOrder, findOrderAnswer, findWanted, mentionsOrder } from './extract.js'
import { asksStatus, countWords, isAgreement, isBrief, isGreeting, isThanks } from './understand.js'

/** What the names of an expression are read from. */
export type Scope = {
  readonly event: FlowEvent
  readonly world: World
  /** The complaint that the flow speaks of. */
  readonly current: KnownComplaint | null
  /** Open and resolved ones: what a customer's word can still be about. */
  readonly live: readonly KnownComplaint[]
  /** Registered in this step: the world does not know them yet. */
  readonly fresh: readonly KnownComplaint[]
  readonly facts: Readonly<Record<string, Fact>>
  /** The node that waits for this event, and whether the event clearly answers it. */
  readonly waiting: string | null
  readonly isAnswer: boolean
  /** A button of a question that waits no more. */
  readonly isOldButton: boolean
  /** Questions that were interrupted and are asked again when the flow ends. */
  readonly stack: readonly unknown[]
}

type Said = Extract<FlowEvent, { type: 'said' }>

const ofSaid = (read: (said: Said) => Fact, otherwise: Fact) => (scope: Scope) =>
  scope.event.type === 'said' ? read(scope.event) : otherwise
const ofCurrent = (read: (complaint: KnownComplaint) => Fact) => (scope: Scope) => (scope.current ? read(scope.current) : null)

/** Where a flow's facts keep how many files came beside other questions since the last registration. */
export const asideFiles = 'aside.files'

/** Every name an expression may use besides the variables of its flow. */
export const names = {
  'event.type': (scope: Scope) => scope.event.type,
  'event.result': (scope: Scope) => (scope.event.type === 'finished' ? scope.event.result : null),
  waiting: (scope: Scope) => scope.waiting,
  interrupted: (scope: Scope) => scope.stack.length,

  'said.text': ofSaid((said) => said.text.trim(), ''),
  'said.button': ofSaid((said) => said.button, null),
  'said.isOldButton': (scope: Scope) => scope.isOldButton,
  'said.files': ofSaid((said) => said.fileCount, 0),
  'aside.files': (scope: Scope) => scope.facts[asideFiles] ?? 0,
  'said.isAnswer': (scope: Scope) => scope.isAnswer,
  'said.hasContent': ofSaid(hasContent, false),
  'said.kind': ofSaid(kindOf, null),
  'said.isBrief': ofSaid((said) => isBrief(said.text), true),
  'said.isShort': ofSaid((said) => countWords(said.text) <= 6, true),
  'said.isGreeting': ofSaid((said) => isGreeting(said.text), false),
  'said.isThanks': ofSaid((said) => isThanks(said.text), false),
  'said.isAgreement': ofSaid((said) => isAgreement(said.text), false),
  'said.asksStatus': ofSaid((said) => asksStatus(said.text), false),
  'said.order': (scope: Scope) => (scope.event.type === 'said' ? findOrder(withoutMentions(scope.event.text, scope.world)) : null),
  'said.mentionsOrder': ofSaid((said) => mentionsOrder(said.text), false),
  'said.orderAnswer': ofSaid((said) => findOrderAnswer(said.text), null),
  'said.contact': ofSaid((said) => findContact(said.text), null),
  'said.introduction': ofSaid((said) => findIntroduction(said.text), null),
  'said.name': ofSaid(nameOf, null),
  'said.newName': ofSaid((said) => findIntroduction(said.text) ?? (findContact(said.text) === null ? null : nameOf(said)), null),
  'said.wanted': ofSaid((said) => findWanted(said.text), null),

  'reading.kind': ofSaid((said) => said.reading.kind, 'none'),
  'reading.isSure': ofSaid((said) => said.reading.isSure, true),
  'reading.category': ofSaid((said) => said.reading.category, 'other'),
  'reading.severity': ofSaid((said) => said.reading.severity, 0),
  'reading.urgency': ofSaid((said) => said.reading.urgency, 0),
  'reading.isAnother': ofSaid((said) => said.reading.isAnother, false),
  'reading.isBare': ofSaid((said) => said.reading.isBare, false),
  'reading.wantsPerson': ofSaid((said) => said.reading.wantsPerson, false),

  'complaint.ref': ofCurrent((complaint) => complaint.ref),
  'complaint.kind': ofCurrent((complaint) => complaint.kind),
  'complaint.category': ofCurrent((complaint) => complaint.category),
  'complaint.topic': ofCurrent((complaint) => complaint.category.split('.')[0] ?? complaint.category),
  'complaint.status': ofCurrent((complaint) => complaint.status),
  'complaint.isOpen': ofCurrent((complaint) => complaint.isOpen),
  'complaints.count': (scope: Scope) => scope.world.complaints.length + scope.fresh.length,
  'complaints.live': (scope: Scope) => scope.live.length,
  'complaints.liveComplaints': (scope: Scope) => scope.live.filter(({ kind }) => kind === 'complaint').length,
  'complaints.lastLive': (scope: Scope) => scope.live.at(-1)?.ref ?? null,
  'mentioned.count': (scope: Scope) => scope.world.mentioned.length,
  'mentioned.first': (scope: Scope) => scope.world.mentioned[0]?.ref ?? null,
  'mentioned.isOpen': (scope: Scope) => scope.world.mentioned[0]?.isOpen ?? false,

  'person.name': (scope: Scope) => scope.world.person.name,
  'person.hasContact': (scope: Scope) => scope.world.person.hasContact,
  'person.importance': (scope: Scope) => scope.world.person.importance,
  'world.language': (scope: Scope) => scope.world.language,
  'world.channel': (scope: Scope) => scope.world.channel,
  'world.canButtons': (scope: Scope) => scope.world.canButtons,
  'world.holder': (scope: Scope) => scope.world.holder,
  'world.isWorkingTime': (scope: Scope) => scope.world.isWorkingTime,
} as const satisfies Record<string, (scope: Scope) => Fact>

export type Name = keyof typeof names
export const isName = (name: string): name is Name => Object.hasOwn(names, name)

/** Beside a contact only what is surely a name: «звоните +7 …» holds none. */
function nameOf(said: Said): string | null {
  const found = findNameAnswer(said.text)
  return found && (found.isCertain || findContact(said.text) === null) ? found.name : null
}

/** A complaint's own number is not an order's. */
const withoutMentions = (text: string, world: World): string => world.mentioned.reduce((rest, { ref }) => rest.replaceAll(ref, ' '), text)

/** Does the message carry something to register? What the desk is unsure of does, and so do files without words. */
export function hasContent(said: Said): boolean {
  return said.reading.kind !== 'none' || !said.reading.isSure || said.fileCount > 0
}

/** The kind to register as. Words of no kind that must be registered all the same are taken for a question, or for a bare complaint. */
export function kindOf(said: Said): Kind {
  if (said.reading.kind !== 'none') return said.reading.kind
  return said.reading.isAnother || said.reading.isBare || said.fileCount > 0 ? 'complaint' : 'question'
}
