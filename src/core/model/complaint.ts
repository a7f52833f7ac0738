import type { BrandId, ComplaintId, Instant, PersonId, StaffId } from './ids.js'
import type { Kind, Language, Risk } from './reading.js'

export const complaintStatuses = [
  'with-bot',
  'new',
  'in-work',
  'waiting-customer',
  'waiting-department',
  'waiting-approval',
  'snoozed',
  'resolved',
  'closed',
  'returned',
] as const
export type ComplaintStatus = (typeof complaintStatuses)[number]

export const stageKeys = ['received', 'assigned', 'checking', 'decision', 'closed'] as const
export type StageKey = (typeof stageKeys)[number]

export const priorities = ['critical', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]
/** 0 is the first to be looked at. */
export const rankOf = (priority: Priority): number => priorities.indexOf(priority)

export const results = ['satisfied', 'partly', 'refused', 'praise', 'answered', 'spam'] as const
export type Result = (typeof results)[number]

export const views = ['now', 'waiting', 'snoozed', 'bot', 'closed'] as const
export type View = (typeof views)[number]

/** Which strip of the feed a status belongs to: the one mapping for feed, status page and clocks. */
export const viewOf: Readonly<Record<ComplaintStatus, View>> = {
  'with-bot': 'bot',
  new: 'now',
  'in-work': 'now',
  returned: 'now',
  'waiting-customer': 'waiting',
  'waiting-department': 'waiting',
  'waiting-approval': 'waiting',
  resolved: 'waiting',
  snoozed: 'snoozed',
  closed: 'closed',
}

export const isOpen = (status: ComplaintStatus): boolean => status !== 'closed' && status !== 'resolved'

export type Complaint = {
  readonly id: ComplaintId
  /** Digits, the last a Damm check digit. */
  readonly number: string
  readonly brandId: BrandId
  readonly personId: PersonId
  readonly kind: Kind
  readonly category: string
  readonly status: ComplaintStatus
  readonly stage: StageKey
  readonly priority: Priority
  /** Codes of the facts that made the priority. */
  readonly priorityWhy: readonly string[]
  readonly risks: readonly Risk[]
  readonly language: Language
  readonly managerId: StaffId
  /** What the customer would like done, in a code or their own words. */
  readonly wanted: string | null
  readonly promisedAt: Instant | null
  readonly acknowledgedAt: Instant | null
  readonly createdAt: Instant
  readonly journalSeq: number
  readonly journalHash: string | null
}
