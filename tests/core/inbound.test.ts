import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../../src/assist/read.js'
import { openTestCore, type TestCore } from '../support/core.js'

let core: TestCore

/** Breaks on one word, as a bug would. */
const breaking: typeof read = (text, hint) => {
  if (text.includes('ЯД')) throw new TypeError('a bug in reading')
  return read(text, hint)
}

beforeAll(async () => {
  core = await openTestCore({ read: breaking })
})
afterAll(() => core.close())

const messages = (name: string) =>
  core.rows<{ text: string; direction: string; visibility: string; seq: number }>(
    'select m.text, m.direction, m.visibility, m.seq from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1 order by m.seq',
    [name],
  )

describe('a payload that breaks the desk', () => {
  it('is shown to a person after some tries, in its place, and the next ones go through', async () => {
    await core.say('Привезли разбитый телефон', { conversation: 'poisoned' })
    await core.settle()
    await Promise.all([core.say('ЯД', { conversation: 'poisoned' }), core.say('Где мой заказ?', { conversation: 'healthy' })])
    await core.say('Жду ответа', { conversation: 'poisoned' })
    for (let round = 0; round < 12; round++) {
      core.move(3_000)
      await core.settle()
    }
    expect((await messages('healthy')).filter((message) => message.direction === 'out')).not.toEqual([])
    const poisoned = await messages('poisoned')
    expect(poisoned.some((message) => message.visibility === 'note')).toBe(true)
    expect(poisoned.at(-1)?.text ?? '').not.toBe('')
    expect(poisoned.map((message) => message.text)).toContain('Жду ответа')
    expect(await core.rows('select from inbox where handled_at is null')).toEqual([])
    expect(await core.rows(`select from conversations where external_id = 'poisoned' and holder = 'queue'`)).toHaveLength(1)
    expect(await core.rows<{ raw: Buffer }>('select raw from inbox where failure is not null')).not.toEqual([{ raw: Buffer.alloc(0) }])
  })
})

describe('what arrives twice', () => {
  it('is one message, also under another payload id', async () => {
    await core.say('Привезли разбитый телефон', { conversation: 'twice', id: 'same' })
    await core.say('Привезли разбитый телефон', { conversation: 'twice', id: 'same' })
    await core.settle()
    expect((await messages('twice')).filter((message) => message.direction === 'in')).toHaveLength(1)
  })

  it('makes one person and one complaint when two first messages come at once', async () => {
    await Promise.all([
      core.say('Привезли разбитый телефон', { conversation: 'at-once' }),
      core.say('Экран весь в трещинах', { conversation: 'at-once' }),
    ])
    await core.settle()
    expect(await core.rows(`select from addresses where external_id = 'person-of-at-once'`)).toHaveLength(1)
    const found = await core.rows(
      'select k.id from complaints k join conversations c on c.id = k.conversation_id where c.external_id = $1',
      ['at-once'],
    )
    expect(found).toHaveLength(1)
  })
})

describe('numbers', () => {
  it('rise and are unique when many complain at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => core.say('Привезли разбитый телефон', { conversation: `many-${index}` })))
    await core.settle()
    const rows = await core.rows<{ number: string }>('select number from complaints order by id')
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
    expect(rows.length).toBeGreaterThanOrEqual(40)
  })
})

describe('a message left by a process that died', () => {
  it('is found in the ledger by the sweeper', async () => {
    await core.database.ledger.pool.query(
      `insert into inbox (account_id, external_id, lane, form, raw, received_at)
        select 4, 'orphan', 'orphaned', 'desk', convert_to($1, 'UTF8'), now() - interval '1 minute'`,
      [
        JSON.stringify({
          type: 'message',
          conversation: 'orphaned',
          externalId: 'orphan',
          sender: { externalId: 'somebody', name: null },
          at: new Date().toISOString(),
          text: 'Привезли разбитый телефон',
          files: [],
          button: null,
          language: null,
          context: {},
          groupId: null,
        }),
      ],
    )
    await core.settle()
    await core.settle()
    expect(
      await core.rows(
        `select from complaints k join conversations c on c.id = k.conversation_id where c.external_id = 'orphaned' and k.acknowledged_at is not null`,
      ),
    ).toHaveLength(1)
  })
})
