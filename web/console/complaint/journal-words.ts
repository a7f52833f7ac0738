import type { JournalLineDto, StaffMemberDto } from '../../../src/http/contract'
import type { Translate } from '../i18n/use-words'
import { factName } from './told-words'

/** What the sentences need besides the line itself. */
export type JournalTools = {
  t: Translate
  category: (key: string) => string
  moment: (at: string) => string
  staff: readonly Pick<StaffMemberDto, 'id' | 'name'>[]
}

type Data = JournalLineDto['data']
type Say = (data: Data, tools: JournalTools) => string

const statuses = [
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
const stages = ['received', 'assigned', 'checking', 'decision', 'closed'] as const
const kinds = ['complaint', 'praise', 'question', 'suggestion', 'offer'] as const
const results = ['satisfied', 'partly', 'refused', 'praise', 'answered', 'spam'] as const
const clocks = [
  'acknowledge',
  'first-answer',
  'next-answer',
  'stage',
  'decision',
  'department',
  'approval',
  'silence',
  'statutory',
] as const

const mediums = ['phone', 'letter', 'other'] as const

const statusWord = (value: unknown, t: Translate): string => known(statuses, value, (one) => t(`status.${one}`))
const stageWord = (value: unknown, t: Translate): string => known(stages, value, (one) => t(`stage.${one}`))
const clockWord = (value: unknown, t: Translate): string => known(clocks, value, (one) => t(`clockName.${one}`))
const kindWord = (value: unknown, t: Translate): string => known(kinds, value, (one) => t(`kind.${one}`))
const resultWord = (value: unknown, t: Translate): string => known(results, value, (one) => t(`result.${one}`))
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const nameOf = (value: unknown, { staff, t }: JournalTools): string => staff.find((one) => one.id === value)?.name ?? t('action.someone')

/** A code in words; a code of a newer desk is shown as a dash, never raw. */
function known<T extends string>(list: readonly T[], value: unknown, word: (one: T) => string): string {
  const found = list.find((one) => one === value)
  return found === undefined ? '—' : word(found)
}

function field(data: Data, name: string, inner: string): unknown {
  const value = data[name]
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === inner)?.[1] : undefined
}

const sentences: Readonly<Record<string, Say>> = {
  registered: (data, { t, category }) =>
    t('action.registered', { kind: kindWord(data.kind, t), category: category(textOf(data.category)) }),
  assigned: (data, tools) => tools.t('action.assigned', { manager: nameOf(data.manager, tools) }),
  status: (data, { t }) =>
    data.from
      ? t('action.status', { from: statusWord(data.from, t), to: statusWord(data.to, t) })
      : t('action.statusFirst', { to: statusWord(data.to, t) }),
  stage: (data, { t }) => t('action.stage', { from: stageWord(data.from, t), to: stageWord(data.to, t) }),
  classified: (data, { t, category }) =>
    t('action.classified', { kind: kindWord(field(data, 'to', 'kind'), t), category: category(textOf(field(data, 'to', 'category'))) }),
  'fact-told': (data, { t }) => t('action.fact-told', { fact: factName(textOf(data.name), t).toLowerCase() }),
  'person-told': (data, { t }) => t('action.person-told', { fact: factName(textOf(data.name), t).toLowerCase() }),
  released: (data, { t }) => t('action.released', { to: t(data.to === 'flow' ? 'action.toBot' : 'action.toQueue') }),
  'handed-over': (data, tools) => tools.t('action.handed-over', { to: nameOf(data.to, tools) }),
  snoozed: (data, { t, moment }) => (data.until ? t('action.snoozed', { until: moment(textOf(data.until)) }) : t('action.snoozedReply')),
  finished: (data, { t }) => t('action.finished', { result: resultWord(data.result, t) }),
  judged: (data, { t }) => t(data.isSatisfied === true ? 'action.judged-yes' : 'action.judged-no'),
  rated: (data, { t }) => t('action.rated', { rating: textOf(data.rating) }),
  'clock-started': (data, { t }) => t('action.clock-started', { clock: clockWord(data.clock, t) }),
  'clock-met': (data, { t }) => t('action.clock-met', { clock: clockWord(data.clock, t) }),
  'clock-breached': (data, { t }) => t('action.clock-breached', { clock: clockWord(data.clock, t) }),
  'clock-paused': (data, { t }) => t('action.clock-paused', { clock: clockWord(data.clock, t) }),
  'clock-resumed': (data, { t }) => t('action.clock-resumed', { clock: clockWord(data.clock, t) }),
  acknowledged: (_data, { t }) => t('action.acknowledged'),
  'acknowledgement-failed': (_data, { t }) => t('action.acknowledgement-failed'),
  'acknowledgement-delivered': (_data, { t }) => t('action.acknowledgement-delivered'),
  'acknowledgement-withheld': (_data, { t }) => t('action.acknowledgement-withheld'),
  'acknowledgement-rerouted': (_data, { t }) => t('action.acknowledgement-rerouted'),
  'channel-joined': (_data, { t }) => t('action.channel-joined'),
  'message-edited': (_data, { t }) => t('action.message-edited'),
  'message-deleted': (_data, { t }) => t('action.message-deleted'),
  logged: (data, { t }) => t('action.logged', { medium: t(`channel.${mediums.find((one) => one === data.medium) ?? 'other'}`) }),
  resent: (_data, { t }) => t('action.resent'),
  'customer-wrote': (_data, { t }) => t('action.customer-wrote'),
  delivered: (_data, { t }) => t('action.delivered'),
  taken: (_data, { t }) => t('action.taken'),
  replied: (_data, { t }) => t('action.replied'),
  noted: (_data, { t }) => t('action.noted'),
  woken: (_data, { t }) => t('action.woken'),
  'suspicion-registered': (_data, { t }) => t('action.suspicion-registered'),
  'suspicion-dismissed': (_data, { t }) => t('action.suspicion-dismissed'),
  'send-failed': (_data, { t }) => t('action.send-failed'),
  'send-uncertain': (_data, { t }) => t('action.send-uncertain'),
}

export const knownActions: readonly string[] = Object.keys(sentences)

/** A line of the journal as a sentence about what happened. */
export function journalWords({ action, data }: Pick<JournalLineDto, 'action' | 'data'>, tools: JournalTools): string {
  return sentences[action]?.(data, tools) ?? tools.t('action.other')
}
