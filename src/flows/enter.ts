import type { Effect } from '../core/model/effect.js'
import type { Fact } from '../core/model/flow.js'
import { kinds } from '../core/model/reading.js'
import { asideFiles } from './names.js'
import { amend, currentOf, FlowFault, holds, liveOf, open, type Run, refOf, rest, valueNow } from './run.js'
import type { AskNode, Flow, FlowNode } from './schema.js'

type Node<Type extends FlowNode['type']> = Extract<FlowNode, { type: Type }>

/** Does one node. Answers the next node, or null when the flow waits or has ended. */
export function enter(run: Run, node: FlowNode, id: string): string | null {
  switch (node.type) {
    case 'say':
      return enterSay(run, node)
    case 'ask':
      return enterAsk(run, node, id)
    case 'branch':
      return node.cases.find(({ when }) => holds(run, when))?.next ?? node.otherwise
    case 'set':
      return enterSet(run, node)
    case 'register':
      return enterRegister(run, node)
    case 'suspect':
    case 'dismiss':
      return emit(run, { type: node.type }, node.next)
    case 'classify':
      return enterClassify(run, node)
    case 'assign':
      return emit(run, { type: 'assign', complaint: aboutOf(run) }, node.next)
    case 'record':
      return enterRecord(run, node)
    case 'person':
      return enterPerson(run, node)
    case 'look-up':
      return enterLookUp(run, node)
    case 'hours':
      return run.world.isWorkingTime ? node.exits.open : node.exits.closed
    case 'wait':
      rest(run, id, node.silenceMinutes)
      return null
    case 'verdict':
      return enterVerdict(run, node)
    case 'survey':
      return enterSurvey(run, node)
    case 'hand-over':
      run.effects.push({ type: 'hand-over', reason: node.reason })
      rest(run, null, null)
      return null
    case 'flow':
      return enterFlow(run, node)
    case 'end':
      return enterEnd(run)
  }
}

function emit(run: Run, effect: Effect, next: string): string {
  run.effects.push(effect)
  return next
}

/** Says the retry of a question and goes on waiting. */
export function askAgain(run: Run, node: AskNode, id: string): void {
  speak(run, { ...node, words: `${node.words}.retry` })
  rest(run, id, node.silenceMinutes)
}

type Speech = Pick<Node<'say'>, 'words' | 'about' | 'facts'> & Partial<Pick<AskNode, 'kind' | 'choices'>>

function speak(run: Run, { words, about, facts, kind, choices }: Speech): void {
  run.effects.push({
    type: 'say',
    key: words,
    complaint: about === 'none' ? null : aboutOf(run),
    facts: Object.fromEntries(Object.entries(facts).map(([name, expression]) => [name, valueNow(run, expression)])),
    ask: kind ?? null,
    choices: (choices ?? []).map(({ value }) => value),
  })
}

/** The complaint an effect is on. A node that needs one where there is none is a fault of the flow. */
function aboutOf(run: Run): string {
  const current = currentOf(run)
  if (current === null) throw new FlowFault('flow-broken')
  return current.ref
}

function enterSay(run: Run, node: Node<'say'>): string {
  const mark = `said.${node.words}`
  const last = run.facts[mark]
  const sinceMs = typeof last === 'string' ? Date.parse(run.world.now) - Date.parse(last) : Number.POSITIVE_INFINITY
  if (node.notAgainWithin !== undefined && sinceMs < node.notAgainWithin * 60_000) return node.next
  if (node.notAgainWithin !== undefined) run.facts[mark] = run.world.now
  speak(run, node)
  return node.next
}

function enterAsk(run: Run, node: Node<'ask'>, id: string): null {
  run.attempts = 0
  speak(run, node)
  rest(run, id, node.silenceMinutes)
  return null
}

function enterSet(run: Run, node: Node<'set'>): string {
  const values = Object.entries(node.values).map(([name, expression]) => [name, valueNow(run, expression)] as const)
  for (const [name, value] of values) run.facts[name] = value
  return node.next
}

function enterRegister(run: Run, node: Node<'register'>): string {
  const kind = kindOf(run, node.kind) ?? 'complaint'
  const category = textOf(run, node.category) ?? 'other'
  const isSure = holds(run, node.isSure)
  const ref = refOf(run)
  const from = node.from === 'suspicion' ? { from: node.from } : {}
  run.effects.push({ type: 'register', ref, kind, category, isSure, ...from })
  run.fresh = [...run.fresh, { ref, kind, category, status: 'new', isOpen: true }]
  run.facts.complaint = ref
  run.facts[asideFiles] = 0
  const key = `${node.words}.${isSure ? kind : 'unsure'}`
  return emit(run, { type: 'say', key, complaint: ref, facts: {}, ask: null, choices: [] }, node.next)
}

function enterClassify(run: Run, node: Node<'classify'>): string {
  const complaint = aboutOf(run)
  const kind = kindOf(run, node.kind)
  const category = textOf(run, node.category)
  amend(run, complaint, { ...(kind ? { kind } : {}), ...(category ? { category } : {}) })
  return emit(run, { type: 'classify', complaint, kind, category }, node.next)
}

function enterVerdict(run: Run, node: Node<'verdict'>): string {
  const complaint = aboutOf(run)
  const isSatisfied = holds(run, node.isSatisfied)
  amend(run, complaint, isSatisfied ? { status: 'closed', isOpen: false } : { status: 'returned', isOpen: true })
  return emit(run, { type: 'verdict', complaint, isSatisfied }, node.next)
}

function enterRecord(run: Run, node: Node<'record'>): string {
  const value = valueNow(run, node.value)
  if (value !== null && value !== '') run.effects.push({ type: 'record', complaint: aboutOf(run), name: node.name, value })
  return node.next
}

function enterPerson(run: Run, node: Node<'person'>): string {
  const name = textOf(run, node.name)
  const contact = textOf(run, node.contact)
  if (name === null && contact === null) return node.next
  const { person } = run.world
  run.world = { ...run.world, person: { ...person, name: name ?? person.name, hasContact: person.hasContact || contact !== null } }
  return emit(run, { type: 'person', name, contact }, node.next)
}

const mostLookedUp = 3

function enterLookUp(run: Run, node: Node<'look-up'>): string {
  const found = (node.of === 'mentioned' ? run.world.mentioned : liveOf(run)).slice(-mostLookedUp)
  for (const { ref, status } of found) {
    run.effects.push({ type: 'say', key: node.words, complaint: ref, facts: { status }, ask: null, choices: [] })
  }
  return found.length > 0 ? node.exits.found : node.exits.missing
}

function enterSurvey(run: Run, node: Node<'survey'>): string {
  const given = valueNow(run, node.rating)
  const rating = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === String(given))
  return rating === undefined ? node.next : emit(run, { type: 'rate', complaint: aboutOf(run), rating }, node.next)
}

const deepestStack = 8

function enterFlow(run: Run, node: Node<'flow'>): string {
  const called: Flow | undefined = run.flows.byId.get(node.flow)
  if (!called || run.stack.length >= deepestStack) throw new FlowFault('flow-broken')
  run.stack = [...run.stack, { flow: run.flow.id, version: run.flow.version, node: node.next }]
  open(run, called)
  return called.start
}

function enterEnd(run: Run): string | null {
  const back = run.stack.at(-1)
  if (!back) {
    rest(run, null, null)
    return null
  }
  const caller = run.flows.byId.get(back.flow)
  if (!caller) throw new FlowFault('flow-broken')
  run.stack = run.stack.slice(0, -1)
  run.flow = caller
  if (run.standing === null || back.node !== run.waiting) return back.node
  run.node = back.node
  run.attempts = run.standing.attempts
  run.silenceAt = run.standing.silenceAt
  return null
}

function textOf(run: Run, expression: Node<'person'>['name']): string | null {
  const value: Fact = expression ? valueNow(run, expression) : null
  return typeof value === 'string' && value !== '' ? value : null
}

function kindOf(run: Run, expression: Node<'classify'>['kind']): (typeof kinds)[number] | null {
  const value = expression ? valueNow(run, expression) : null
  return kinds.find((kind) => kind === value) ?? null
}
