import type { Pool } from 'pg'
import { expect } from 'vitest'
import { until } from '../support/until.js'
import type { Chatter, Messenger } from './messengers.js'

type Leaving = {
  readonly state: string
  readonly error: string | null
  readonly text: string
  readonly is_acknowledgement: boolean
}

/** What the desk promises of people on a messenger. Answers how many of its messages to them are uncertain. */
export async function checkMessenger(pool: Pool, messenger: Messenger, people: readonly Chatter[]): Promise<number> {
  await waitUntilQuiet(pool, messenger)
  await checkInbox(pool, messenger)
  let uncertain = 0
  for (const person of people) uncertain += await checkPerson(pool, messenger, person)
  return uncertain
}

async function waitUntilQuiet(pool: Pool, messenger: Messenger): Promise<void> {
  const open = async () => {
    const { rows } = await pool.query<{ unhandled: number; unsent: number }>(`select
      (select count(*)::int from inbox where handled_at is null) as unhandled,
      (select count(*)::int from outbox where state in ('queued', 'sending')) as unsent`)
    const { rows: taken } = await pool.query('select from inbox where external_id = any($1)', [messenger.said()])
    return { ...rows[0], unread: messenger.unread() + messenger.said().length - taken.length }
  }
  await until('nothing is open', async () => Object.values(await open()).every((count) => count === 0), 60_000).catch(async (reason) => {
    throw new Error(`${reason instanceof Error ? reason.message : reason}: ${JSON.stringify(await open())}`)
  })
}

/** Every message is one row, however often the platform told it. */
async function checkInbox(pool: Pool, { kind, said }: Messenger): Promise<void> {
  const { rows } = await pool.query<{ id: string; failure: string | null }>(
    `select i.external_id as id, failure from inbox i join accounts a on a.id = i.account_id where channel = $1`,
    [kind],
  )
  expect(rows.filter(({ failure }) => failure !== null)).toEqual([])
  const known = new Set(said())
  expect(rows.flatMap(({ id }) => (known.has(id) ? [id] : [])).sort()).toEqual([...known].sort())
}

async function checkPerson(pool: Pool, messenger: Messenger, { chat, texts }: Chatter): Promise<number> {
  const of = [String(chat)]
  const { rows: heard } = await pool.query<{ text: string }>(
    `select m.text from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1 and m.direction = 'in' order by m.seq`,
    of,
  )
  expect(heard.map(({ text }) => text)).toEqual(texts)
  const { rows: complaints } = await pool.query(
    'select k.id from complaints k join conversations c on c.id = k.conversation_id where c.external_id = $1',
    of,
  )
  expect(complaints, texts[0]).toHaveLength(1)
  const { rows: leaving } = await pool.query<Leaving>(
    `select o.state, o.last_error as error, coalesce(o.call->>'text', m.text) as text, o.acknowledges is not null as is_acknowledgement
      from outbox o join messages m on m.id = o.message_id join conversations c on c.id = o.conversation_id where c.external_id = $1 order by o.seq, o.id`,
    of,
  )
  expect(leaving.filter(({ is_acknowledgement: isOne }) => isOne)).toHaveLength(1)
  // What the bot would have asked is not asked any more once a person has the conversation.
  expect(leaving.filter(({ state, error }) => state === 'failed' && !error?.startsWith('silenced'))).toEqual([])

  const seen = messenger.toldIn(chat)
  expect(new Set(seen).size, `what ${chat} was told: ${seen.join(' | ')}`).toBe(seen.length)
  const textsIn = (state: string) => leaving.filter((one) => one.state === state).map(({ text }) => text)
  expect(seen).toEqual(expect.arrayContaining(textsIn('sent')))
  expect([...textsIn('sent'), ...textsIn('uncertain')]).toEqual(expect.arrayContaining([...seen]))
  if (!messenger.hasCopies) expect(textsIn('uncertain')).toEqual([])
  return textsIn('uncertain').length
}
