import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/core/model/effect.js'
import type { FlowEvent, FlowState, World } from '../../src/core/model/flow.js'
import { kinds, type Language, type Reading } from '../../src/core/model/reading.js'
import { openFlows, shippedFlows } from '../../src/flows/open-flows.js'
import { mostSteps, step } from '../../src/flows/step.js'
import { openWords } from '../../src/templates/say.js'
import { Desk, said } from './desk.js'

const flows = openFlows()
const words = openWords()

const world: World = {
  now: '2026-11-23T09:00:00.000Z',
  language: 'ru',
  channel: 'web',
  canButtons: true,
  holder: 'flow',
  person: { name: null, hasContact: false, importance: 'normal' },
  isWorkingTime: true,
  complaints: [],
  mentioned: [],
}
const open = { ref: '100013', kind: 'complaint', category: 'delivery.damage', status: 'in-work', isOpen: true } as const

const texts = [
  'Мне привезли разбитый телефон, верните деньги!',
  'жалоба',
  'ещё одна жалоба: хамят',
  'спасибо',
  'ок',
  'привет',
  'нет',
  'да',
  '5',
  'Анна, +7 916 123-45-67',
  'где мой заказ 123?',
  'что с жалобой 100010?',
  'когда ответите?',
  'another complaint',
  'my name is Ann, ann@example.com',
  '还有一个投诉',
  '你好',
  '李雷，13800138000',
  '退款',
  'оператор',
  '',
  '?',
  '👍',
  `${'очень длинный рассказ '.repeat(200)}`,
  'toString constructor __proto__',
]
const buttons = ['new', 'about', 'yes', 'no', 'skip', 'refund', 'other', '5', 'person', 'gone']

const readings: fc.Arbitrary<Partial<Reading>> = fc.record({
  kind: fc.constantFrom(...kinds, 'none' as const),
  isSure: fc.boolean(),
  category: fc.constantFrom('other', 'delivery.damage', 'payment.double', 'service.rude', 'safety.health', 'goods.wrong'),
  severity: fc.constantFrom(0, 1, 2, 3),
  isAnother: fc.boolean(),
  isBare: fc.boolean(),
  wantsPerson: fc.boolean(),
})
const saids: fc.Arbitrary<FlowEvent> = fc
  .tuple(
    fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 40 })),
    readings,
    fc.option(fc.constantFrom(...buttons)),
    fc.nat({ max: 2 }),
  )
  .map(([text, reading, button, fileCount]) => said(text, reading, { fileCount, ...(button === null ? {} : { button }) }))

/** Whatever may happen in a conversation, as an operator, a customer and time make it. */
type Happening =
  | { type: 'event'; event: FlowEvent }
  | { type: 'silence' | 'take' | 'finish' | 'close' | 'release' }
  | { type: 'later'; minutes: number }
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: saids.map((event) => ({ type: 'event' as const, event })) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'silence' as const }, { type: 'take' as const }, { type: 'finish' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'close' as const }, { type: 'release' as const }) },
  { weight: 1, arbitrary: fc.nat({ max: 5000 }).map((minutes) => ({ type: 'later' as const, minutes })) },
)

function happen(desk: Desk, happening: Happening): string[] {
  const last = desk.complaints.at(-1)
  switch (happening.type) {
    case 'event':
      return desk.tell(happening.event)
    case 'silence':
      if (desk.state?.silenceAt) desk.now = Math.max(desk.now, Date.parse(desk.state.silenceAt))
      return desk.tell({ type: 'silence' })
    case 'take':
      desk.holder = 'operator'
      return []
    case 'release':
      desk.holder = 'flow'
      return desk.tell({ type: 'returned' })
    case 'close':
      if (last) Object.assign(last, { status: 'closed', isOpen: false })
      return []
    case 'finish':
      if (!last) return []
      Object.assign(last, { status: 'resolved', isOpen: false })
      desk.holder = 'flow'
      return desk.tell({ type: 'finished', complaint: last.ref, result: 'satisfied' })
    case 'later':
      desk.now += happening.minutes * 60_000
      return []
  }
}

const registers = (effects: readonly Effect[]) => effects.filter((effect) => effect.type === 'register')

describe('a conversation of any length', () => {
  it('never throws, is never cut off by the step limit, and tells every number it gives', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('ru', 'en', 'zh'),
        fc.constantFrom('web', 'telegram'),
        fc.array(happenings, { maxLength: 30 }),
        (language, channel, all) => {
          const desk = new Desk({ flows, words, language, channel })
          const lines = all.flatMap((happening) => happen(desk, happening))
          expect(lines.filter((line) => /flow-(?:broken|loops)/u.test(line))).toEqual([])
          expect(desk.complaints.every((complaint) => complaint.isAcknowledged)).toBe(true)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('registers and acknowledges at once whatever is called one more complaint', () => {
    fc.assert(
      fc.property(fc.array(happenings, { maxLength: 12 }), saids, (before, event) => {
        const desk = new Desk({ flows, words, language: 'en' })
        for (const happening of before) happen(desk, happening)
        if (event.type !== 'said') return
        const another: FlowEvent = { ...event, button: null, reading: { ...event.reading, isAnother: true, kind: 'complaint' } }
        const known = desk.complaints.length
        desk.tell(another)
        expect(desk.complaints.length).toBeGreaterThan(known)
      }),
      { numRuns: 300 },
    )
  })

  it('asks at most two things between an acknowledgement and the queue', () => {
    const asked = /Как к вам|Куда ответить|фото есть|есть фото|номер заказа, если|Чего бы вам/u
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...texts.slice(2)), { maxLength: 8 }), (answers) => {
        const desk = new Desk({ flows, words, language: 'ru' })
        const lines = [
          said('Разбитый телефон', { kind: 'complaint', category: 'delivery.damage' }),
          ...answers.map((text) => said(text)),
        ].flatMap((event) => desk.tell(event))
        const questions = new Set(lines.filter((line) => asked.test(line)))
        expect(questions.size).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('the first message of a conversation', () => {
  it('is registered and then acknowledged before anything else is said, whenever it carries something', () => {
    fc.assert(
      fc.property(saids, (event) => {
        if (event.type !== 'said' || (event.reading.kind === 'none' && event.reading.isSure && event.fileCount === 0)) return
        const { effects } = step(flows, null, event, world)
        const spoken = effects.filter((effect) => effect.type === 'register' || effect.type === 'say')
        expect(spoken[0]).toMatchObject({ type: 'register' })
        expect(spoken[1]).toMatchObject({ type: 'say', complaint: registers(effects)[0]?.ref, ask: null })
        expect(spoken[1]).toHaveProperty('key', expect.stringMatching(/^acknowledgement\./u))
      }),
    )
  })

  it('is met with an apology only when it is a complaint', () => {
    for (const kind of kinds) {
      const { effects } = step(flows, null, said('Текст', { kind }), world)
      expect(effects).toContainEqual(expect.objectContaining({ type: 'say', key: `acknowledgement.${kind}` }))
    }
  })

  it('is never left without an answer, even when it is a greeting or nothing', () => {
    for (const text of ['привет', 'ок', '', '...', 'спасибо'])
      expect(step(flows, null, said(text), world).effects.length).toBeGreaterThan(0)
  })
})

describe('a step', () => {
  it('takes any state and any event without throwing', () => {
    const states: fc.Arbitrary<FlowState> = fc.record({
      flow: fc.constantFrom('complaint', 'intake', 'finish', 'gone', '__proto__'),
      version: fc.nat(),
      node: fc.option(fc.constantFrom('ask-person', 'ask-another', 'greet', 'ask-rating', 'choose', 'gone', 'constructor')),
      stack: fc.array(
        fc.record({
          flow: fc.constantFrom('complaint', 'intake', 'gone'),
          version: fc.nat(),
          node: fc.constantFrom('end', 'greet', 'gone'),
        }),
        { maxLength: 3 },
      ),
      facts: fc.dictionary(
        fc.constantFrom('complaint', 'asked', 'isSuspected', 'wanted', 'x'),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      ),
      attempts: fc.integer(),
      silenceAt: fc.option(fc.constantFrom('2026-11-23T08:00:00.000Z', '2027-01-01T00:00:00.000Z', 'never')),
    })
    const events = fc.oneof(
      saids,
      fc.constantFrom<FlowEvent>(
        { type: 'silence' },
        { type: 'returned' },
        { type: 'finished', complaint: '100013', result: 'satisfied' },
        { type: 'finished', complaint: 'x', result: '' },
      ),
    )
    fc.assert(
      fc.property(fc.option(states), events, fc.boolean(), (state, event, isOpen) => {
        const { state: next, effects } = step(flows, state, event, { ...world, complaints: isOpen ? [open] : [] })
        expect(flows.byId.has(next.flow) || next.node === state?.node).toBe(true)
        expect(effects.length).toBeLessThan(mostSteps)
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing it was given and answers the same to the same', () => {
    const first = step(flows, null, said('Чайник разбит', { kind: 'complaint' }), world)
    const frozen = structuredClone(first.state)
    const again = [
      step(flows, first.state, said('Анна'), { ...world, complaints: [open] }),
      step(flows, first.state, said('Анна'), { ...world, complaints: [open] }),
    ]
    expect(first.state).toEqual(frozen)
    expect(again[0]).toEqual(again[1])
  })

  it('leaves the question standing when silence comes too early', () => {
    const { state } = step(flows, null, said('Чайник разбит', { kind: 'complaint' }), world)
    const early = step(flows, state, { type: 'silence' }, { ...world, complaints: [open], now: '2026-11-23T09:01:00.000Z' })
    expect(early).toEqual({ state, effects: [] })
  })

  it('survives a state that went through JSON', () => {
    const { state } = step(flows, null, said('Чайник разбит', { kind: 'complaint', category: 'delivery.damage' }), world)
    const stored: FlowState = JSON.parse(JSON.stringify(state))
    const { effects } = step(flows, stored, said('Анна, anna@example.com'), { ...world, complaints: [open] })
    expect(effects).toContainEqual({ type: 'person', name: 'Анна', contact: 'anna@example.com' })
  })
})

it('a suspicion that somebody else has decided in the meantime is not registered again', () => {
  const suspected = said('В приложении с меня дважды списали деньги за подписку', { kind: 'complaint', category: 'payment.double' })
  const { state, effects } = step(flows, null, suspected, { ...world, complaints: [open] })
  expect(effects.map(({ type }) => type)).toEqual(['suspect', 'say'])
  const later = { ...world, now: '2026-11-23T09:02:00.000Z' }
  const registered = { ...open, ref: '100021', category: 'payment.double' }
  const decided = step(flows, state, { type: 'silence' }, { ...later, complaints: [open, registered] })
  expect(registers(decided.effects)).toEqual([])
  expect(registers(step(flows, state, { type: 'silence' }, { ...later, complaints: [open] }).effects)).toHaveLength(1)
})

describe('a flow that cannot go on', () => {
  const broken = (nodes: object, more: object = {}) =>
    openFlows([{ language: 1, id: 'broken', version: 1, title: 'Broken', start: 'a', nodes, ...more }])
  const looping = broken({
    a: { type: 'register', kind: "'complaint'", category: "'other'", isSure: 'true', words: 'acknowledgement', next: 'b' },
    b: { type: 'say', words: 'notice.noted', next: 'b' },
  })

  it('hands over after a hundred nodes and keeps the first registration and its acknowledgement', () => {
    const { state, effects } = step(looping, null, said('Чайник разбит', { kind: 'complaint' }), world)
    expect(effects.map(({ type }) => type)).toEqual(['register', 'say', 'hand-over'])
    expect(effects.at(-1)).toEqual({ type: 'hand-over', reason: 'flow-loops' })
    expect(state.node).toBeNull()
  })

  it('registers and acknowledges the message itself when the flow has a missing node', () => {
    const { effects } = step(broken({}), null, said('Чайник разбит', { kind: 'complaint', category: 'goods.defect' }), world)
    expect(effects).toEqual([
      { type: 'register', ref: '@0', kind: 'complaint', category: 'goods.defect', isSure: false },
      { type: 'say', key: 'acknowledgement.unsure', complaint: '@0', facts: {}, ask: null, choices: [] },
      { type: 'hand-over', reason: 'flow-broken' },
    ])
  })

  it('says so to whoever has a complaint open, and hands over', () => {
    const waiting: FlowState = { flow: 'gone', version: 1, node: 'gone', stack: [], facts: {}, attempts: 0, silenceAt: null }
    const { effects } = step(flows, waiting, said('он синий'), { ...world, complaints: [open] })
    expect(effects).toMatchObject([
      { type: 'say', key: 'notice.trouble', complaint: '100013' },
      { type: 'hand-over', reason: 'flow-broken' },
    ])
  })

  it('still registers what is called one more complaint', () => {
    const waiting: FlowState = { flow: 'gone', version: 1, node: 'gone', stack: [], facts: {}, attempts: 0, silenceAt: null }
    const { effects } = step(flows, waiting, said('ещё одна жалоба', { kind: 'complaint', isAnother: true }), {
      ...world,
      complaints: [open],
    })
    expect(effects.map(({ type }) => type)).toEqual(['register', 'say', 'hand-over'])
  })

  it('hands over an event for which the flow has no way', () => {
    expect(step(broken({ a: { type: 'end' } }), null, { type: 'returned' }, world).effects).toEqual([
      { type: 'hand-over', reason: 'flow-broken' },
    ])
    const { effects } = step(broken({ a: { type: 'end' } }), null, said('оператор', { wantsPerson: true }), world)
    expect(effects.at(-1)).toEqual({ type: 'hand-over', reason: 'flow-broken' })
  })

  it('hands over when a sub-flow calls itself for ever', () => {
    const deep = broken({ a: { type: 'flow', flow: 'broken', next: 'b' }, b: { type: 'end' } })
    expect(step(deep, null, said('х'), world).effects.at(-1)).toEqual({ type: 'hand-over', reason: 'flow-broken' })
  })
})

describe('nodes that the shipped flows do not use', () => {
  const run = (nodes: object, event: FlowEvent = said('привет'), more: Partial<World> = {}, state: FlowState | null = null) =>
    step(openFlows([{ language: 1, id: 'f', version: 1, title: 'F', start: 'a', variables: { kept: null }, nodes }]), state, event, {
      ...world,
      ...more,
    })

  it('goes by working hours', () => {
    const nodes = {
      a: { type: 'hours', exits: { open: 'o', closed: 'c' } },
      o: { type: 'hand-over', reason: 'open' },
      c: { type: 'hand-over', reason: 'closed' },
    }
    expect(run(nodes).effects).toEqual([{ type: 'hand-over', reason: 'open' }])
    expect(run(nodes, said('привет'), { isWorkingTime: false }).effects).toEqual([{ type: 'hand-over', reason: 'closed' }])
  })

  it('waits for a word or for time to pass', () => {
    const nodes = {
      a: { type: 'wait', silenceMinutes: 10, exits: { said: 's', silence: 't' } },
      s: { type: 'hand-over', reason: 'spoke' },
      t: { type: 'hand-over', reason: 'silent' },
    }
    const { state } = run(nodes)
    expect(state).toMatchObject({ node: 'a', silenceAt: '2026-11-23T09:10:00.000Z' })
    expect(run(nodes, said('вот'), {}, state).effects).toEqual([{ type: 'hand-over', reason: 'spoke' }])
    expect(run(nodes, { type: 'silence' }, { now: '2026-11-23T09:10:00.000Z' }, state).effects).toEqual([
      { type: 'hand-over', reason: 'silent' },
    ])
  })

  it('assigns anew and gives words their own facts', () => {
    const nodes = {
      a: { type: 'assign', next: 'b' },
      b: { type: 'say', words: 'notice.noted', facts: { status: 'complaint.status' }, next: 'e' },
      e: { type: 'end' },
    }
    expect(run(nodes, said('х'), { complaints: [open] }).effects).toMatchObject([
      { type: 'assign', complaint: '100013' },
      { type: 'say', complaint: '100013', facts: { status: 'in-work' } },
    ])
  })

  it('takes the exit of the question itself when a person is wanted there', () => {
    const nodes = {
      a: {
        type: 'ask',
        kind: 'text',
        words: 'ask.happened',
        about: 'none',
        silenceMinutes: 1,
        exits: { answer: 'e', invalid: 'e', silence: 'e', person: 'p' },
      },
      p: { type: 'hand-over', reason: 'own-exit' },
      e: { type: 'end' },
    }
    const { state } = run(nodes)
    expect(run(nodes, said('человека', { wantsPerson: true }), {}, state).effects).toEqual([{ type: 'hand-over', reason: 'own-exit' }])
  })
})

it('definitions that do not fit the language are refused with every place named', () => {
  const wrong = { ...(shippedFlows[0] as object), language: 2, start: 'Nowhere!' }
  expect(() => openFlows([wrong])).toThrow(/language:[\s\S]*start:/u)
  expect(() => openFlows([])).toThrow('there is none')
})
