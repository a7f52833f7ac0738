import type { Fact } from '../core/model/flow.js'
import { kinds } from '../core/model/reading.js'
import { exitsOf } from './exits.js'
import { type Expression, evaluate, isTrue, type Unknown, unknown } from './expression.js'
import type { Problem } from './problem.js'
import type { Flow, FlowNode } from './schema.js'

/**
 * Proves that a message which begins a conversation and carries something is registered, and so acknowledged, before anything is asked
 * and before the flow ends. Every such message is tried: kind, sureness and the like in all combinations. What is not fixed by them is
 * unknown, and where a condition is unknown both ways are followed; so the proof may refuse a sound flow, never pass an unsound one.
 */
export function checkPromise(flow: Flow, others: readonly Flow[]): Problem[] {
  const found = new Map<string, Problem>()
  for (const message of messages()) {
    for (const start of startsOf(flow, message)) {
      for (const problem of follow(flow, others, message, start)) {
        const key = `${problem.code} ${problem.node}`
        if (!found.has(key)) found.set(key, problem)
      }
    }
  }
  return [...found.values()]
}

/** Names whose value a message fixes; all others are unknown. */
type Message = ReadonlyMap<string, Fact>

const both = [true, false]

function messages(): Message[] {
  const all = [...kinds, 'none' as const].flatMap((kind) =>
    both.flatMap((isSure) =>
      both.flatMap((isAnother) =>
        both.flatMap((isBare) =>
          both.flatMap((wantsPerson) => both.map((hasFiles) => ({ kind, isSure, isAnother, isBare, wantsPerson, hasFiles }))),
        ),
      ),
    ),
  )
  return all
    .filter(({ kind, isSure, hasFiles }) => kind !== 'none' || !isSure || hasFiles)
    .map(
      ({ kind, isSure, isAnother, isBare, wantsPerson, hasFiles }) =>
        new Map<string, Fact>([
          ...firstEver,
          ['reading.kind', kind],
          ['reading.isSure', isSure],
          ['reading.isAnother', isAnother],
          ['reading.isBare', isBare],
          ['reading.wantsPerson', wantsPerson],
          ...(hasFiles ? [] : ([['said.files', 0]] as const)),
        ]),
    )
}

const firstEver: readonly (readonly [string, Fact])[] = [
  ['event.type', 'said'],
  ['event.result', null],
  ['waiting', null],
  ['interrupted', 0],
  ['said.isAnswer', false],
  ['said.isOldButton', false],
  ['said.hasContent', true],
  ['complaint', null],
  ['complaint.ref', null],
  ['complaint.kind', null],
  ['complaint.category', null],
  ['complaint.topic', null],
  ['complaint.status', null],
  ['complaint.isOpen', null],
  ['complaints.count', 0],
  ['complaints.live', 0],
  ['complaints.liveComplaints', 0],
  ['complaints.lastLive', null],
  ['mentioned.count', 0],
  ['mentioned.first', null],
  ['mentioned.isOpen', false],
]

type Variables = Readonly<Record<string, Fact | Unknown>>

function look(message: Message, variables: Variables, expression: Expression): Fact | Unknown {
  return evaluate(expression, (name) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (variable !== undefined) return variable
    const fixed = message.get(name)
    return fixed === undefined ? unknown : fixed
  })
}

/** As `step` does it: who wants a person goes there, the first trigger that holds takes the message, else it begins at the start. */
function startsOf(flow: Flow, message: Message): readonly string[] {
  if (message.get('reading.wantsPerson') === true) return flow.events ? [flow.events.person] : []
  const starts: string[] = []
  for (const { when, next } of flow.triggers) {
    const value = look(message, flow.variables, when)
    if (value === unknown) starts.push(next)
    else if (isTrue(value)) return [...starts, next]
  }
  return [...starts, flow.start]
}

type Place = {
  readonly flow: Flow
  readonly node: string
  readonly variables: Variables
  readonly stack: readonly { readonly flow: Flow; readonly node: string }[]
}

function follow(main: Flow, others: readonly Flow[], message: Message, start: string): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  const todo: Place[] = [{ flow: main, node: start, variables: main.variables, stack: [] }]
  for (let place = todo.pop(); place; place = todo.pop()) {
    const key = keyOf(place)
    if (seen.has(key)) continue
    seen.add(key)
    const node = place.flow.nodes[place.node]
    if (!node || node.type === 'register') continue
    if (node.type === 'ask') problems.push(problemOf(place, 'question-before-registering', message))
    else if (node.type === 'wait' || node.type === 'hand-over') problems.push(problemOf(place, 'message-not-registered', message))
    else if (node.type === 'end' && place.stack.length === 0) problems.push(problemOf(place, 'message-not-registered', message))
    else todo.push(...nextOf(place, node, others, message))
  }
  return problems
}

const keyOf = ({ flow, node, variables, stack }: Place): string =>
  JSON.stringify([
    flow.id,
    node,
    Object.entries(variables).map(([name, value]) => [name, value === unknown ? '?' : [value]]),
    stack.map((back) => [back.flow.id, back.node]),
  ])

const deepestStack = 8

function nextOf(place: Place, node: FlowNode, others: readonly Flow[], message: Message): Place[] {
  const { stack, variables } = place
  if (node.type === 'end') {
    const back = stack.at(-1)
    return back ? [{ flow: back.flow, node: back.node, variables, stack: stack.slice(0, -1) }] : []
  }
  if (node.type === 'flow') {
    const called = others.find(({ id }) => id === node.flow)
    if (!called || stack.length >= deepestStack) return []
    const pushed = [...stack, { flow: place.flow, node: node.next }]
    return [{ flow: called, node: called.start, variables: { ...called.variables, ...variables }, stack: pushed }]
  }
  if (node.type === 'set') {
    const values = Object.entries(node.values).map(([name, expression]) => [name, look(message, variables, expression)])
    return [{ ...place, node: node.next, variables: { ...variables, ...Object.fromEntries(values) } }]
  }
  if (node.type === 'branch') return branchesOf(place, node, message)
  return exitsOf(node).map(({ to }) => ({ ...place, node: to }))
}

function branchesOf(place: Place, node: Extract<FlowNode, { type: 'branch' }>, message: Message): Place[] {
  const ways: Place[] = []
  for (const { when, next } of node.cases) {
    const value = look(message, place.variables, when)
    if (value === unknown) ways.push({ ...place, node: next })
    else if (isTrue(value)) return [...ways, { ...place, node: next }]
  }
  return [...ways, { ...place, node: node.otherwise }]
}

function problemOf({ flow, node }: Place, code: 'question-before-registering' | 'message-not-registered', message: Message): Problem {
  const what = `A first message of the kind «${message.get('reading.kind')}»${message.get('reading.isSure') ? '' : ' that the desk is not sure of'}`
  const how =
    code === 'question-before-registering'
      ? `meets the question «${node}» before it is registered`
      : `comes to «${node}» and was never registered`
  return { code, severity: 'error', flow: flow.id, node, message: `${what} ${how}: put a register node before it.` }
}
