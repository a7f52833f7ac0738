import { roundUpToQuarter } from '../../core/complaints/calendar.js'
import { formatDue } from '../../core/complaints/due-words.js'
import { isOpen } from '../../core/model/complaint.js'
import type { Kind } from '../../core/model/reading.js'
import type { StatusPage, StatusPromise } from '../../core/reads.js'
import { reopenForMs } from '../../core/verdict.js'
import { momentWords, type Wall } from './moment.js'
import type { PageWords } from './words.js'

/** What the customer reads first: where it stands, what is promised, what comes next. */
export type Standing = {
  readonly headline: string
  readonly details: readonly string[]
  readonly isLate: boolean
  /** What the customer may decide now. */
  readonly asks: 'answer' | 'verdict' | 'reopen' | null
  readonly isRateable: boolean
}

/** Nobody is told when a thank-you will be decided. */
const decided: ReadonlySet<Kind> = new Set<Kind>(['complaint', 'suggestion', 'offer'])

/** Reckoned anew at every look: a promise that was not kept is answered for before anything else is said. */
export function standingOf(page: StatusPage, words: PageWords, wall: Wall): Standing {
  const { status, closedAt } = page
  const due = (promise: StatusPromise): string => formatDue(promise.promisedAt, wall)
  const next = words.next[status](page.manager.name)
  const calm = { isLate: false, asks: null, isRateable: false } as const
  if (status === 'resolved') return { ...calm, headline: words.decided, details: [next], asks: 'verdict' }
  if (status === 'closed') {
    return {
      ...calm,
      headline: words.closed(momentWords(closedAt ?? wall.now, wall)),
      details: [next],
      asks: isReopenable(page, wall.now) ? 'reopen' : null,
      isRateable: page.result !== 'spam',
    }
  }
  const answer = running(page.firstAnswer) ?? rounded(running(page.nextAnswer))
  const decision = decided.has(page.kind) ? running(page.decision) : null
  const isLate = (promise: StatusPromise): boolean => promise.promisedAt <= wall.now
  const told = decision && !isLate(decision) ? words.decisionBy(due(decision)) : null
  const later = told === null ? [] : [`${told}${words.stop}`]
  const late = { ...calm, isLate: true } as const
  if (answer && isLate(answer)) {
    return { ...late, headline: words.answerMissed, details: [words.answerWasDue(due(answer)), words.turnTo(reach(page)), ...later] }
  }
  if (decision && isLate(decision)) {
    const answers = answer ? [`${words.answerBy(due(answer))}${words.stop}`] : []
    return {
      ...late,
      headline: words.decisionMissed,
      details: [words.decisionWasDue(due(decision)), words.turnTo(reach(page)), ...answers],
    }
  }
  if (status === 'waiting-customer') return { ...calm, headline: words.yourTurn, details: [next, ...later], asks: 'answer' }
  if (answer) return { ...calm, headline: words.answerBy(due(answer)), details: [next, ...later] }
  return { ...calm, headline: told ?? words.status[status], details: [next] }
}

/** Whom to turn to, and where; a phone number stays on one line. */
const reach = ({ manager: { name, contact } }: StatusPage): string =>
  contact === null ? name : `${name}, ${contact.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')}`

/** What is told to a customer is told in quarters of an hour. */
const rounded = (promise: StatusPromise | null): StatusPromise | null =>
  promise && { ...promise, promisedAt: roundUpToQuarter(promise.promisedAt) }

const running = (promise: StatusPromise | null): StatusPromise | null =>
  promise && promise.metAt === null && !promise.isPaused ? promise : null

const isReopenable = ({ closedAt, result }: StatusPage, now: string): boolean =>
  closedAt !== null && result !== 'spam' && Date.parse(closedAt) + reopenForMs > Date.parse(now)

export type StageState = 'done' | 'now' | 'ahead'

/** The last stage is not something that goes on: reached is done. */
export function stageState(page: Pick<StatusPage, 'stages' | 'stage' | 'status'>, index: number): StageState {
  const current = page.stages.findIndex(({ key }) => key === page.stage)
  if (index > current) return 'ahead'
  return index < current || !isOpenOrResolved(page.status) ? 'done' : 'now'
}

const isOpenOrResolved = (status: StatusPage['status']): boolean => isOpen(status) || status === 'resolved'
