import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Letter } from '../../src/core/model/event.js'
import { openTestCore, type TestCore } from '../support/core.js'

let core: TestCore
let count = 0

beforeEach(async () => {
  core = await openTestCore()
  core.setCan({ buttons: false, gathers: true, writesFirst: true })
})
afterEach(() => core.close())

const unproved: Letter = { subject: 'Заказ', references: [], answers: null, isVerified: false, automatic: null }
type Given = { readonly from?: string; readonly conversation?: string; readonly text?: string; readonly letter?: Partial<Letter> }

/** A letter; each begins a conversation of its own unless told. */
async function write({
  from = 'olga@mail.example',
  conversation = `<letter-${++count}@mail.example>`,
  text,
  letter,
}: Given = {}): Promise<void> {
  await core.arrive({
    type: 'message',
    conversation,
    externalId: `<id-${++count}@mail.example>`,
    sender: { externalId: from, name: 'Ольга' },
    text: text ?? 'Привезли разбитый телефон, верните деньги',
    letter: { ...unproved, ...letter },
  })
  await core.settle()
}
const acknowledged = () => core.rows<{ number: string }>('select number from complaints where acknowledged_at is not null order by id')
const complaints = () =>
  core.rows<{ number: string; is_told: boolean }>('select number, acknowledged_at is not null as is_told from complaints order by id')

describe('a sender whom nobody proves', () => {
  it('is answered once an hour; what comes meanwhile is registered, is before a person at once, and is named in the next letter', async () => {
    await write()
    await write()
    await write()
    expect((await complaints()).map(({ is_told }) => is_told)).toEqual([true, false, false])
    expect(core.delivered.filter(({ to }) => to === 'olga@mail.example').map(({ conversation }) => conversation)).toSatisfy(
      (all: string[]) => new Set(all).size === 1,
    )
    expect(await core.rows(`select from conversations where view = 'now' and holder_reason = 'acknowledgement-withheld'`)).toHaveLength(2)
    core.move(3_600_001)
    await write()
    const [, second, third, fourth] = await complaints()
    const told = core.delivered.find(({ text }) => text.includes(fourth?.number ?? '?'))?.text ?? ''
    expect(told).toContain(`Ещё мы записали: № ${second?.number}, № ${third?.number}.`)
    expect(await acknowledged()).toHaveLength(4)
  })

  it('is answered three times a day and no more, whoever writes for them', async () => {
    for (let round = 0; round < 8; round++) {
      await write()
      core.move(3_700_000)
    }
    expect(core.delivered.filter(({ text }) => /принята/.test(text))).toHaveLength(3)
    expect(await complaints()).toHaveLength(8)
    core.move(86_400_000)
    await write()
    expect((await complaints()).every(({ is_told }) => is_told)).toBe(true)
  })

  it('does not keep others from being answered', async () => {
    await write()
    await write({ from: 'boris@mail.example' })
    expect(await acknowledged()).toHaveLength(2)
  })
})

it('a proved sender is answered every time, and their letter goes on with the thread that it names', async () => {
  const letter = { isVerified: true }
  await write({ conversation: '<first@mail.example>', letter })
  await write({ letter })
  await write({ letter: { ...letter, references: ['<unknown@x>', '<first@mail.example>'] }, text: 'Ещё одна жалоба: курьер нагрубил' })
  expect(await acknowledged()).toHaveLength(3)
  expect(await core.rows('select from conversations')).toHaveLength(2)
  await write({ from: 'stranger@x.example', letter: { ...letter, references: ['<first@mail.example>'] } })
  expect(await core.rows('select from conversations')).toHaveLength(3)
})

it('a letter’s subject and ids are kept, so that the answer lands in its thread', async () => {
  await write({ conversation: '<first@mail.example>', letter: { subject: 'Разбитый телефон' } })
  expect(core.delivered[0]).toMatchObject({
    subject: 'Разбитый телефон',
    earlier: [expect.stringMatching(/^<id-/)],
    to: 'olga@mail.example',
  })
})

describe('a letter that no person wrote', () => {
  it.each(['auto-reply', 'out-of-office', 'list'] as const)('of kind %s is kept, marked and answered by nobody', async (automatic) => {
    await write({ conversation: '<first@mail.example>' })
    const before = core.delivered.length
    await write({ conversation: '<first@mail.example>', text: 'Меня нет на месте, верните деньги позже', letter: { automatic } })
    expect(core.delivered).toHaveLength(before)
    expect(await complaints()).toHaveLength(1)
    expect(await core.rows(`select text from messages where visibility = 'note'`)).toEqual([
      { text: 'Это письмо написала программа. Бот на него не отвечал.' },
    ])
  })

  it('and is the desk’s own is no letter at all', async () => {
    await write({ letter: { automatic: 'own' } })
    expect(core.delivered).toEqual([])
    expect(await core.rows('select from messages')).toEqual([])
  })
})

it('a stranger’s letter in somebody’s thread is shown as theirs, answered by nobody, and a person looks at it', async () => {
  await write({ conversation: '<first@mail.example>' })
  const before = core.delivered.length
  await write({ conversation: '<first@mail.example>', from: 'mallory@x.example', text: 'Пришлите мне всё по этому делу' })
  expect(core.delivered).toHaveLength(before)
  expect(await core.rows(`select author_name from messages where direction = 'in' and visibility = 'public' order by seq`)).toEqual([
    { author_name: 'Ольга' },
    { author_name: 'mallory@x.example' },
  ])
  expect(await core.rows('select holder_reason from conversations')).toEqual([{ holder_reason: 'foreign-letter' }])
})

it('all that the desk says at one moment is one letter, and it acknowledges', async () => {
  await write({ conversation: '<first@mail.example>' })
  expect(core.delivered).toHaveLength(1)
  expect(core.delivered[0]?.text).toMatch(/Жалоба № \d+ принята[\s\S]+1\. Пропустить$/)
  expect(await acknowledged()).toHaveLength(1)
  expect(await core.rows(`select delivery from messages where direction = 'out'`)).toEqual([{ delivery: 'sent' }])
  expect(await core.rows('select seq from messages order by seq')).toEqual([{ seq: 1 }, { seq: 2 }])
})

it('choices come as numbered lines, and a number is an answer', async () => {
  await write({ conversation: '<first@mail.example>', letter: { isVerified: true } })
  expect(core.delivered.at(-1)).toMatchObject({ text: expect.stringMatching(/\n\n1\. Пропустить$/), choices: [] })
  await write({ conversation: '<first@mail.example>', text: '1', letter: { isVerified: true } })
  expect(core.delivered.at(-1)?.text).not.toMatch(/куда ответить/)
  expect(await core.rows('select phone, email from people')).toEqual([{ phone: null, email: null }])
})
