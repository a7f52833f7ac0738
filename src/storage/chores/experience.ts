import type { Pool } from 'pg'
import { workingMinutesBetween } from '../../core/complaints/calendar.js'
import { experienceOf } from '../../core/complaints/promise.js'
import type { BrandId } from '../../core/model/ids.js'
import type { Reference } from '../../core/ports.js'

type Row = { kind: string; category: string; clock: string; brand_id: BrandId; started_at: string; met_at: string }

/** What each category really took over the last 90 days, in working time: the promise is never made shorter than that. */
export async function learnExperience(pool: Pool, reference: Reference, now: string): Promise<void> {
  const since = new Date(Date.parse(now) - 90 * 86_400_000).toISOString()
  const { rows } = await pool.query<Row>(
    `select k.kind, k.category, c.name as clock, k.brand_id, c.started_at, c.met_at from clocks c join complaints k on k.id = c.complaint_id
      where c.name in ('first-answer', 'decision') and c.met_at >= $1 and k.result is distinct from 'spam' order by k.id desc limit 200000`,
    [since],
  )
  const taken = new Map<string, number[]>()
  for (const row of rows) {
    const key = `${row.kind}|${row.category}|${row.clock}`
    const minutes = workingMinutesBetween(reference.brand(row.brand_id).calendar, row.started_at, row.met_at)
    const known = taken.get(key)
    if (known) known.push(minutes)
    else taken.set(key, [minutes])
  }
  const learned = [...taken].flatMap(([key, minutes]) => {
    const experience = experienceOf(minutes)
    const [kind, category, clock] = key.split('|')
    return experience ? [{ kind, category, clock, sample: experience.count, p90: Math.ceil(experience.p90WorkingMinutes) }] : []
  })
  await pool.query(
    `insert into experience (kind, category, clock, sample, p90_minutes, computed_at)
      select kind, category, clock, sample, p90, $2 from jsonb_to_recordset($1::jsonb) as r(kind text, category text, clock text, sample integer, p90 integer)
      on conflict (kind, category, clock) do update set sample = excluded.sample, p90_minutes = excluded.p90_minutes, computed_at = excluded.computed_at`,
    [JSON.stringify(learned), now],
  )
}
