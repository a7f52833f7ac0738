import type { Pool } from 'pg'
import { expect } from 'vitest'
import { verifyChain } from '../../src/core/complaints/journal-hash.js'
import { isNumber } from '../../src/core/complaints/number.js'
import { readWholeJournal } from '../../src/storage/reads/whole-journal.js'
import { until } from '../support/until.js'
import type { Customer } from './customer.js'

/** Waits until nothing is open, then checks what the desk promises: to these customers, and of every row there is. */
export async function checkAll(pool: Pool, customers: readonly Customer[]): Promise<void> {
  await waitUntilQuiet(pool)
  for (const customer of customers) await checkCustomer(pool, customer)
  await checkLedger(pool)
}

/** Waits until the desk has done all that it knows to do by itself. */
async function waitUntilQuiet(pool: Pool, patienceMs = 30_000): Promise<void> {
  const open = async () => {
    const { rows } = await pool.query<Record<string, number>>(`select
      (select count(*)::int from inbox where handled_at is null) as unhandled,
      (select count(*)::int from outbox where state in ('queued', 'sending')) as unsent,
      (select count(*)::int from complaints where acknowledged_at is null) as unacknowledged`)
    return rows[0] ?? {}
  }
  await until('nothing is open', async () => Object.values(await open()).every((count) => count === 0), patienceMs).catch(
    async (reason) => {
      throw new Error(`${reason instanceof Error ? reason.message : reason}: ${JSON.stringify(await open())}`)
    },
  )
}

/** What the ledger promises of a quiet desk, whatever happened before: of every row there is. */
async function checkLedger(pool: Pool): Promise<void> {
  const broken = async (sql: string) => (await pool.query(sql)).rows
  expect(await broken(`select account_id, external_id from inbox group by 1, 2 having count(*) > 1`)).toEqual([])
  expect(await broken(`select id, failure from inbox where failure is not null`)).toEqual([])
  expect(await broken(`select id, state, last_error from outbox where state <> 'sent'`)).toEqual([])
  expect(await broken(`select id from messages where delivery is not null and delivery <> 'sent'`)).toEqual([])
  expect(
    await broken(`select c.id, c.last_seq, array_agg(m.seq order by m.seq) as seqs from conversations c left join messages m on m.conversation_id = c.id
      group by c.id having c.last_seq <> count(m.id) or coalesce(min(m.seq), 1) <> 1 or coalesce(max(m.seq), 0) <> c.last_seq`),
  ).toEqual([])
  expect(
    await broken(`select k.number, count(o.id) as acknowledgements from complaints k left join outbox o on o.acknowledges = k.id
      group by k.id having count(o.id) <> 1`),
  ).toEqual([])
  expect(await broken(`select id from complaints k where not exists (select from messages m where m.id = k.message_id)`)).toEqual([])
  const { rows } = await pool.query<{ number: string }>('select number from complaints order by id')
  for (const { number } of rows) {
    expect(isNumber(number), number).toBe(true)
    const journal = await readWholeJournal(pool, number)
    expect(journal && verifyChain(journal.lines, journal.head), number).toEqual({ ok: true })
    expect(journal?.lines.filter(({ action }) => action === 'registered' || action === 'acknowledged')).toHaveLength(2)
  }
}

/** What was promised to one customer: each accepted message once and in order, as many complaints as were brought, each told once. */
async function checkCustomer(pool: Pool, { conversation, turns, complaints, seen, readAll }: Customer): Promise<void> {
  const { rows } = await pool.query<{ external_id: string; text: string }>(
    `select m.external_id, m.text from messages m join conversations c on c.id = m.conversation_id
      where c.external_id = $1 and m.direction = 'in' order by m.seq`,
    [conversation],
  )
  let heard = 0
  for (const turn of turns) {
    // What is said at once has no order of its own; what is said after an answer comes behind it.
    const kept = rows.slice(heard, heard + turn.length).map((row) => `${row.external_id} ${row.text}`)
    expect(kept.sort()).toEqual(turn.map(({ id, text }) => `${id} ${text}`).sort())
    heard += turn.length
  }
  expect(rows).toHaveLength(heard)
  const known = await pool.query<{ number: string }>(
    `select k.number from complaints k join conversations c on c.id = k.conversation_id where c.external_id = $1`,
    [conversation],
  )
  expect(known.rows).toHaveLength(complaints)
  const said = await readAll()
  expect(new Set(said.map(({ id }) => id)).size).toBe(said.length)
  for (const { number } of known.rows) {
    const told = said.filter(({ from, text = '' }) => from.role === 'bot' && text.includes(number) && text.includes('/status/'))
    expect(told, `acknowledgements of ${number}`).toHaveLength(1)
  }
  await until('the socket has shown everything', () => seen.length >= said.length)
  expect(seen).toEqual(said.map(({ id }) => id))
}
