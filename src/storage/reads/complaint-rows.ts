import { stageIn } from '../../core/complaints/stage-names.js'
import type { ClockName } from '../../core/model/clock.js'
import type { ComplaintStatus, Priority, StageKey } from '../../core/model/complaint.js'
import type { Kind, Language } from '../../core/model/reading.js'
import { iso } from './page.js'

export type Names = Record<Language, string>

/** A complaint as every list shows it; `columns` of `from` make it. */
export type ListedRow = {
  id: number
  number: string
  kind: Kind
  status: ComplaintStatus
  stage: StageKey
  priority: Priority
  channel: string
  summary: string
  createdAt: string
  acknowledgedAt: string | null
  category: { key: string; names: Names }
  manager: { id: number; name: string }
}

export const listedColumns = `k.id, k.number, k.kind, k.status, k.stage, k.priority, k.channel, k.summary, k.created_at as "createdAt",
  k.acknowledged_at as "acknowledgedAt", json_build_object('key', g.key, 'names', g.names) as category, json_build_object('id', s.id, 'name', s.name) as manager`
export const listedFrom = 'from complaints k join categories g on g.key = k.category join staff_members s on s.id = k.manager_id'

/** The nearest unmet clock, as a column `next`. */
export const nextClockColumn = `(select json_build_object('name', c.name, 'dueAt', c.due_at) from clocks c
  where c.complaint_id = k.id and c.met_at is null and c.paused_at is null order by c.due_at limit 1) as next`
export type NextClock = { name: ClockName; dueAt: string } | null

export const conversationIdsColumn = `coalesce((select json_agg(cc.conversation_id order by cc.conversation_id)
  from complaint_conversations cc where cc.complaint_id = k.id), '[]') as "conversationIds"`

/** Works on rows that came as JSON too, whose times are as the database writes them. */
export const toListed = <Row extends ListedRow>(row: Row, language: Language) => ({
  ...row,
  createdAt: iso(row.createdAt),
  acknowledgedAt: iso(row.acknowledgedAt),
  stage: stageIn(row.stage, language),
})

export const toNextClock = (next: NextClock): NextClock => next && { ...next, dueAt: iso(next.dueAt) }
