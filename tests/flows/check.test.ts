import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../src/flows/check.js'
import { shippedFlows } from '../../src/flows/open-flows.js'
import { type ProblemCode, problemCodes } from '../../src/flows/problem.js'
import { openWords } from '../../src/templates/say.js'

const words = openWords()

/** The smallest flow with nothing wrong: registers what carries something, asks the rest. */
const sound = {
  language: 1,
  id: 'sound',
  version: 1,
  title: 'Sound',
  variables: { answer: null },
  start: 'begin',
  events: { person: 'register', finished: 'end', returned: 'end' },
  nodes: {
    begin: { type: 'branch', cases: [{ when: 'said.hasContent', next: 'register' }], otherwise: 'greet' },
    register: {
      type: 'register',
      kind: 'said.kind',
      category: 'reading.category',
      isSure: 'reading.isSure',
      words: 'acknowledgement',
      next: 'ask',
    },
    ask: {
      type: 'ask',
      kind: 'text',
      words: 'ask.happened',
      save: 'answer',
      silenceMinutes: 3,
      exits: { answer: 'queue', invalid: 'queue', silence: 'queue' },
    },
    greet: {
      type: 'ask',
      kind: 'text',
      words: 'ask.greeting',
      about: 'none',
      silenceMinutes: 3,
      exits: { answer: 'queue', invalid: 'queue', silence: 'end' },
    },
    queue: { type: 'hand-over', reason: 'ready' },
    end: { type: 'end' },
  },
}
const withNodes = (nodes: object, more: object = {}) => ({ ...sound, ...more, nodes: { ...sound.nodes, ...nodes } })
const without = (value: object, key: string) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
const { greet, ask, register } = sound.nodes
const say = (next: string) => ({ type: 'say', words: 'notice.noted', next })

/** One broken flow for each code: what is wrong, and the node that must be named. */
const broken: Record<ProblemCode, { flow: unknown; node: string | null; says: string }> = {
  schema: { flow: { ...sound, colour: 'red' }, node: null, says: 'colour' },
  'missing-exit': { flow: withNodes({ ask: { ...ask, exits: without(ask.exits, 'silence') } }), node: 'ask', says: 'no exit «silence»' },
  'unknown-node': { flow: withNodes({ ask: { ...ask, exits: { ...ask.exits, invalid: 'nowhere' } } }), node: 'ask', says: '«nowhere»' },
  'unknown-flow': {
    flow: withNodes({ register: { ...register, next: 'call' }, call: { type: 'flow', flow: 'gone', next: 'ask' } }),
    node: 'call',
    says: '«gone»',
  },
  'unknown-name': {
    flow: withNodes({ begin: { ...sound.nodes.begin, cases: [{ when: 'said.mood > 1', next: 'register' }] } }),
    node: 'begin',
    says: '«said.mood»',
  },
  'unknown-words': { flow: withNodes({ ask: { ...ask, words: 'ask.weather' } }), node: 'ask', says: '«ask.weather»' },
  'missing-translation': { flow: sound, node: 'ask', says: 'zh' },
  'missing-fact': { flow: withNodes({ ask: { ...ask, words: 'ask.another', about: 'none' } }), node: 'ask', says: '«number»' },
  'unfitting-choices': { flow: withNodes({ ask: { ...ask, kind: 'choice' } }), node: 'ask', says: 'fewer than two' },
  'too-many-choices': {
    flow: withNodes({ ask: { ...ask, choices: ['1', '2', '3', '4', '5', '6', '7'] } }),
    node: 'ask',
    says: '7 choices',
  },
  'unreachable-node': { flow: withNodes({ lonely: { type: 'end' } }), node: 'lonely', says: 'No way leads' },
  'dead-end': {
    flow: withNodes({ ask: { ...ask, exits: { answer: 'ask', invalid: 'ask', silence: 'ask' } } }),
    node: 'ask',
    says: 'neither an end nor a person',
  },
  'loop-without-input': {
    flow: withNodes({
      register: { ...register, next: 'round' },
      round: { type: 'branch', cases: [{ when: 'said.isBrief', next: 'again' }], otherwise: 'ask' },
      again: say('round'),
    }),
    node: 'round',
    says: 'without a word from the customer',
  },
  'question-before-registering': {
    flow: withNodes({ begin: { type: 'branch', cases: [{ when: "reading.kind == 'complaint'", next: 'register' }], otherwise: 'greet' } }),
    node: 'greet',
    says: '«praise»',
  },
  'message-not-registered': {
    flow: withNodes({
      begin: {
        type: 'branch',
        cases: [
          { when: 'said.hasContent and reading.isSure', next: 'register' },
          { when: 'said.hasContent', next: 'queue' },
        ],
        otherwise: 'greet',
      },
    }),
    node: 'queue',
    says: 'not sure of',
  },
}

describe('checkFlow', () => {
  it('finds nothing wrong with a sound flow', () => expect(checkFlow(sound, words)).toEqual([]))

  it.each(shippedFlows)('finds nothing wrong with the shipped flow %#', (flow) => expect(checkFlow(flow, words, shippedFlows)).toEqual([]))

  it.each(problemCodes)('finds «%s», names the node and says it in a sentence', (code) => {
    const known =
      code === 'missing-translation'
        ? { ...words, has: (key: string, language: string) => !(key === 'ask.happened' && language === 'zh') }
        : words
    const { flow, node, says } = broken[code]
    const found = checkFlow(flow, known)
    expect(found).toContainEqual(expect.objectContaining({ code, node, message: expect.stringContaining(says) }))
    expect(found.every(({ message }) => /[.?!]$/u.test(message))).toBe(true)
  })

  it('asks about what no way leads to, and blocks the rest', () => {
    expect(checkFlow(broken['unreachable-node'].flow, words).map(({ severity }) => severity)).toEqual(['warning'])
    expect(checkFlow(broken['dead-end'].flow, words).every(({ severity }) => severity === 'error')).toBe(true)
  })

  it('wants an exit for "a person, please" wherever questions are asked', () => {
    expect(checkFlow(without(sound, 'events'), words)).toContainEqual(expect.objectContaining({ code: 'missing-exit', node: null }))
    expect(checkFlow({ ...without(sound, 'events'), isPart: true }, words)).toEqual([])
  })

  it('wants the same words for a question that is asked again', () => {
    const known = { ...words, has: (key: string) => key !== 'ask.happened.retry' }
    expect(checkFlow(sound, known)).toContainEqual(expect.objectContaining({ code: 'unknown-words', node: 'ask' }))
  })

  it('wants a title for every choice, also when the question is asked again', () => {
    const known = { ...words, has: (key: string) => key !== 'ask.photo.retry.skip' }
    const flow = withNodes({ ask: { ...ask, words: 'ask.photo', choices: ['skip'] } })
    expect(checkFlow(flow, known)).toContainEqual(
      expect.objectContaining({ code: 'unknown-words', message: expect.stringContaining('ask.photo.retry.skip') }),
    )
  })

  it('says where a condition cannot be read', () => {
    const flow = withNodes({ begin: { ...sound.nodes.begin, cases: [{ when: 'said.isBrief and', next: 'register' }] } })
    expect(checkFlow(flow, words)).toContainEqual(
      expect.objectContaining({ code: 'schema', node: 'begin', message: expect.stringContaining('its end') }),
    )
  })

  it('takes anything at all', () => {
    for (const anything of [null, undefined, 1, 'flow', [], {}, { nodes: 7 }])
      expect(checkFlow(anything, words)[0]).toMatchObject({ code: 'schema' })
  })
})

describe('the proof that registering comes first', () => {
  const codes = (flow: unknown, others: readonly unknown[] = []) => checkFlow(flow, words, others).map(({ code }) => code)

  it('follows triggers', () => {
    const flow = { ...sound, triggers: [{ when: 'reading.severity > 2', next: 'greet' }] }
    expect(codes(flow)).toEqual(['question-before-registering'])
  })

  it('follows the way of whoever wants a person', () => {
    expect(codes({ ...sound, events: { ...sound.events, person: 'queue' } })).toEqual(['message-not-registered'])
  })

  it('follows flows that are called, and comes back from them', () => {
    const part = (node: object) => ({
      language: 1,
      id: 'part',
      version: 1,
      title: 'Part',
      isPart: true,
      start: 'a',
      nodes: { a: node, b: { type: 'end' } },
    })
    const flow = withNodes({ begin: { type: 'flow', flow: 'part', next: 'after' }, after: sound.nodes.begin })
    expect(codes(flow, [part({ type: 'say', words: 'notice.welcome', about: 'none', next: 'b' })])).toEqual([])
    expect(codes(flow, [part({ ...greet, exits: { answer: 'b', invalid: 'b', silence: 'b' } })])).toEqual(['question-before-registering'])
  })

  it('follows both ways where a variable cannot be known', () => {
    const flow = withNodes({
      begin: { type: 'set', values: { answer: 'said.text' }, next: 'choose' },
      choose: { type: 'branch', cases: [{ when: "answer == 'x'", next: 'greet' }], otherwise: 'register' },
    })
    expect(codes(flow)).toEqual(['question-before-registering'])
  })

  it('knows what a variable was set to', () => {
    const flow = withNodes({
      begin: { type: 'set', values: { answer: 'said.hasContent' }, next: 'choose' },
      choose: { type: 'branch', cases: [{ when: 'not answer', next: 'greet' }], otherwise: 'register' },
    })
    expect(codes(flow)).toEqual([])
  })
})
