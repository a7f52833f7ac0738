import type { ComplaintStatus } from '../../core/model/complaint.js'
import type { Kind, Language } from '../../core/model/reading.js'
import { en } from './words/en.js'
import { ru } from './words/ru.js'
import { zh } from './words/zh.js'

/** Every word of the status page in one language. A `due` is an adverbial of `formatDue`; a `time` is a plain moment. */
export type PageWords = {
  readonly htmlLanguage: string
  readonly ownName: string
  readonly languages: string
  readonly demo: string
  readonly kind: Readonly<Record<Kind, string>>
  readonly status: Readonly<Record<ComplaintStatus, string>>
  readonly updated: (time: string) => string
  readonly refresh: string

  readonly answerBy: (due: string) => string
  readonly answerMissed: string
  readonly answerWasDue: (due: string) => string
  readonly decisionBy: (due: string) => string
  readonly decisionMissed: string
  readonly decisionWasDue: (due: string) => string
  readonly turnTo: (whom: string) => string
  readonly yourTurn: string
  readonly decided: string
  readonly closed: (time: string) => string
  readonly next: Readonly<Record<ComplaintStatus, (manager: string) => string>>

  readonly stages: string
  /** Ends a sentence. */
  readonly stop: string
  readonly stageDone: string
  readonly stageNow: string
  readonly stageAhead: string
  readonly comma: string

  readonly people: string
  readonly manager: string
  readonly lastResort: string
  readonly bothRoles: string

  readonly thread: string
  readonly you: string
  readonly desk: string
  readonly noMessages: string
  readonly showAll: string
  readonly cut: string

  readonly ways: string
  readonly waysHint: string
  readonly channel: Readonly<Record<string, string>>

  readonly write: string
  readonly answer: string
  readonly writeHint: (manager: string) => string
  readonly message: string
  readonly files: string
  readonly filesHint: string
  readonly send: string

  readonly verdict: string
  readonly verdictHint: string
  readonly yes: string
  readonly no: string
  readonly missing: string
  readonly takeUpAgain: string
  readonly reopen: string
  readonly reopenHint: (time: string) => string
  readonly rate: string
  readonly ratings: readonly [string, string, string, string, string]
  readonly rated: (rating: string) => string

  readonly saidMessage: (manager: string) => string
  readonly saidYes: string
  readonly saidNo: (manager: string) => string
  readonly saidRating: string

  readonly zone: (zone: string) => string
  readonly keepLink: string

  readonly problem: Readonly<Record<Problem, string>>
  readonly unknownTitle: string
  readonly unknown: string
  readonly awayTitle: string
  readonly away: string
  readonly oftenTitle: string
  readonly often: string
  readonly brokenTitle: string
  readonly broken: string
}

/** What a form can be refused for, by the code of the refusal; `other` for the rest. */
export const problems = [
  'message_empty',
  'text_too_long',
  'file_too_large',
  'file_empty',
  'file_type_refused',
  'too_many_files',
  'bad_form',
  'verdict_late',
  'other',
] as const
export type Problem = (typeof problems)[number]

export const pageWords: Readonly<Record<Language, PageWords>> = { ru, en, zh }
