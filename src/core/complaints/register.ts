import { record } from '../journal.js'
import type { ComplaintId, MessageId } from '../model/ids.js'
import type { Kind, Reading } from '../model/reading.js'
import type { ComplaintDraft, ConversationScene } from '../scene.js'
import type { Actor, Work } from '../work.js'
import { chooseManager } from './assign.js'
import { startClock } from './clocks.js'
import { withCheckDigit } from './number.js'
import { priorityOf } from './priority.js'

export type Registration = {
  readonly kind: Kind
  readonly category: string
  readonly isSure: boolean
  readonly reading: Reading
  readonly text: string
  readonly messageId: MessageId | null
}

/**
 * Gives a message its number, its manager and its clocks. Null when the scene has no fresh number left: the store draws more and the
 * decision is made again. A manager is always found: the named person of last resort answers for what nobody else can.
 */
export function register(work: Work, scene: ConversationScene, actor: Actor, registration: Registration): ComplaintDraft | null {
  const serial = work.scene.serials.shift()
  if (serial === undefined) {
    work.lacksNumbers += 1
    return null
  }
  const complaint = draft(work, scene, withCheckDigit(serial), registration)
  scene.complaints.push(complaint)
  work.tools.reference.countLoad(complaint.managerId, 1)
  record(work, complaint, actor, 'registered', {
    number: complaint.number,
    kind: complaint.kind,
    category: complaint.category,
    channel: complaint.channel,
    priority: complaint.priority,
    isSure: complaint.isSure,
    message: complaint.messageId,
  })
  record(work, complaint, { kind: 'system', id: null }, 'assigned', { manager: complaint.managerId })
  startClock(work, complaint, 'acknowledge')
  startClock(work, complaint, 'first-answer', true)
  startClock(work, complaint, 'decision', true)
  complaint.promisedAt = complaint.clocks.find((clock) => clock.name === 'first-answer')?.promisedAt ?? null
  return complaint
}

function draft(work: Work, scene: ConversationScene, number: string, registration: Registration): ComplaintDraft {
  const { conversation, person } = scene
  const { reference } = work.tools
  const { kind, reading } = registration
  const category = reference.category(registration.category)
  const { priority, why } = priorityOf({
    kind,
    severity: reading.severity,
    urgency: reading.urgency,
    importance: person.importance,
    risks: reading.risks,
  })
  const brand = reference.brand(conversation.brandId)
  const { managerId } = chooseManager({
    team: category.team,
    staff: reference.staff().filter((one) => one.isDemo === brand.isDemo),
    lastResortId: brand.lastResortId,
    language: conversation.language,
    now: work.now,
  })
  return {
    id: work.scene.nextId() as ComplaintId,
    number,
    brandId: conversation.brandId,
    personId: person.id,
    personSalt: person.salt,
    kind,
    category: category.key,
    status: conversation.holder.kind === 'flow' ? 'with-bot' : 'new',
    stage: 'assigned',
    stageEnteredAt: work.now,
    priority,
    priorityWhy: why,
    risks: reading.risks,
    severity: reading.severity,
    urgency: reading.urgency,
    isSure: registration.isSure,
    language: conversation.language,
    managerId,
    wanted: null,
    channel: reference.account(conversation.accountId).channel,
    conversationId: conversation.id,
    messageId: registration.messageId,
    summary: summaryOf(registration.text),
    result: null,
    cause: null,
    rating: null,
    promisedAt: null,
    snoozedUntil: null,
    snoozeReason: null,
    wakesOnReply: true,
    acknowledgedAt: null,
    unreachedAt: null,
    withheldAt: null,
    deliveredAt: null,
    firstAnsweredAt: null,
    resolvedAt: null,
    closedAt: null,
    createdAt: work.now,
    journalSeq: 0,
    journalHash: null,
    clocks: [],
    facts: [],
    isNew: true,
    isChanged: true,
  }
}

const summaryOf = (text: string): string => [...text.replace(/\s+/gu, ' ').trim()].slice(0, 280).join('')
