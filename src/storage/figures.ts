import type { Pool } from 'pg'

/** One figure of the ledger with its labels. */
type Figure = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }

type Row = {
  unacknowledged: number
  unreached: number
  withheld: number
  p50: number | null
  p99: number | null
  unhandled: number
  oldest: number | null
}

/** What shows whether promises are kept: who has not been told, what has not left, how long the newest thousand acknowledgements took. */
export async function readFigures(pool: Pool, now: string): Promise<readonly Figure[]> {
  const [ledger, outbox, accounts] = await Promise.all([
    pool.query<Row>(
      `select (select count(*) from clocks where name = 'acknowledge' and met_at is null) as unacknowledged,
          (select count(*) from complaints where unreached_at is not null) as unreached,
          (select count(*) from complaints where withheld_at is not null and acknowledged_at is null) as withheld,
          (select count(*) from inbox where handled_at is null) as unhandled,
          (select extract(epoch from $1 - min(created_at))::float from outbox where state in ('queued', 'sending') and coalesce(retry_at, created_at) < $1) as oldest,
          t.p50, t.p99
        from (select percentile_cont(0.5) within group (order by took) as p50, percentile_cont(0.99) within group (order by took) as p99
          from (select extract(epoch from acknowledged_at - created_at)::float as took from complaints order by id desc limit 1000) newest) t`,
      [now],
    ),
    pool.query<{ channel: string; state: string; count: number }>(
      `select a.channel, o.state, count(*) from outbox o join conversations c on c.id = o.conversation_id join accounts a on a.id = c.account_id
        where o.state in ('queued', 'sending') group by 1, 2`,
    ),
    pool.query<{ channel: string; name: string; is_ok: boolean }>(
      `select channel, name, status = 'ok' as is_ok from accounts where is_enabled`,
    ),
  ])
  const [row] = ledger.rows
  const figure = (name: string, value: number | null | undefined, labels: Figure['labels'] = {}): Figure[] =>
    value === null || value === undefined ? [] : [{ name, labels, value }]
  return [
    ...figure('complaints_unacknowledged', row?.unacknowledged),
    ...figure('complaints_unreached', row?.unreached),
    ...figure('complaints_withheld', row?.withheld),
    ...figure('acknowledgement_seconds', row?.p50, { quantile: '0.5' }),
    ...figure('acknowledgement_seconds', row?.p99, { quantile: '0.99' }),
    ...figure('inbox_unhandled', row?.unhandled),
    ...figure('outbox_oldest_seconds', row?.oldest ?? 0),
    ...outbox.rows.flatMap(({ channel, state, count }) => figure('outbox_waiting', count, { channel, state })),
    ...accounts.rows.flatMap(({ channel, name, is_ok }) => figure('account_ok', is_ok ? 1 : 0, { channel, account: name })),
  ]
}
