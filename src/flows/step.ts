import type { Effect } from '../core/model/effect.js'
import type { Fact, FlowEvent, FlowState, World } from '../core/model/flow.js'
import { askAgain, enter } from './enter.js'
import { asideFiles, hasContent, kindOf } from './names.js'
import { type Answer, readAnswer } from './read-answer.js'
import { currentOf, FlowFault, holds, liveOf, type OpenFlows, open, type Run, rest, scopeOf } from './run.js'
import type { AskNode, Flow, FlowNode } from './schema.js'

export type Step = { readonly state: FlowState; readonly effects: readonly Effect[] }
type Said = Extract<FlowEvent, { type: 'said' }>

/** Nodes one event may pass through; more is a loop. */
export const mostSteps = 100

/**
 * What a conversation's flow makes of one event. Pure, synchronous and total: a flow that throws, loops or misses a node ends in a
 * hand-over, with the message registered and acknowledged when nothing else is open; it never ends in silence.
 */
export function step(flows: OpenFlows, state: FlowState | null, event: FlowEvent, world: World): Step {
  const run = begin(flows, state, event, world)
  try {
    open(run, run.flows.main)
    const way = wayOf(run, state)
    if (way) walk(run, way)
    return { state: stateOf(run), effects: run.effects }
  } catch (error) {
    return rescue(run, error instanceof FlowFault ? error.code : 'flow-broken')
  }
}

function begin(flows: OpenFlows, state: FlowState | null, event: FlowEvent, world: World): Run {
  const run = {
    flows,
    event,
    world,
    flow: flows.main,
    node: state?.node ?? null,
    stack: state?.stack ?? [],
    facts: { ...state?.facts },
    attempts: state?.attempts ?? 0,
    silenceAt: state?.silenceAt ?? null,
    waiting: state?.node ?? null,
    isAnswer: false,
    isOldButton: false,
    standing: null,
    effects: [],
    fresh: [],
    steps: 0,
  } satisfies Omit<Run, 'scope'>
  return Object.assign(run, { scope: scopeOf(run) })
}

/** Where an event leads; null when it leaves everything as it is. */
type Way = { readonly flow: Flow; readonly node: string }
type Waiting = { readonly flow: Flow; readonly id: string; readonly node: AskNode | Extract<FlowNode, { type: 'wait' }> }

function wayOf(run: Run, state: FlowState | null): Way | null {
  switch (run.event.type) {
    case 'said':
      return hear(run, run.event, waitingOf(run, state))
    case 'silence':
      return grow(run, waitingOf(run, state))
    case 'finished':
      run.facts.complaint = run.event.complaint
      return eventWay(run, 'finished')
    case 'returned':
      return eventWay(run, 'returned')
  }
}

/** A message: first whoever wants a person, then the triggers, then the waiting question, else the start. */
function hear(run: Run, said: Said, waiting: Waiting | null): Way | null {
  const { main } = run.flows
  if (!waiting) turnToLive(run)
  const answer = waiting?.node.type === 'ask' ? readAnswer(waiting.node, said, currentOf(run)) : null
  run.isAnswer = answer?.type === 'answer' && answer.isClear
  const isChosen = answer?.type === 'answer' && answer.isChoice
  run.isOldButton = !isChosen && said.button !== null && run.flows.choices.has(said.button) && run.world.complaints.length > 0
  const isOurWords = run.isOldButton || (isChosen && (said.button !== null || said.reading.isBare))
  if (isOurWords) run.event = { ...said, reading: { ...said.reading, ...saysNothing } }
  if ((said.reading.wantsPerson && !isOurWords) || said.button === 'person') {
    const exit = waiting?.node.type === 'ask' ? waiting.node.exits.person : undefined
    return waiting && exit ? { flow: waiting.flow, node: exit } : eventWay(run, 'person')
  }
  run.flow = main
  const trigger = main.triggers.find(({ when }) => holds(run, when))
  if (trigger) return triggerWay(run, trigger, waiting)
  if (!waiting) return { flow: main, node: main.start }
  return waiting.node.type === 'wait'
    ? { flow: waiting.flow, node: waiting.node.exits.said }
    : takeAnswer(run, waiting, waiting.node, answer)
}

/** What stands on a button is the desk's own words: they are no new complaint, whatever they read like. */
const saysNothing = { kind: 'none', isSure: true, isAnother: false, isBare: false, wantsPerson: false } as const

function triggerWay(run: Run, trigger: Flow['triggers'][number], waiting: Waiting | null): Way {
  const comesBack = trigger.afterwards !== 'give-up' && waiting !== null
  run.stack = comesBack ? [...run.stack, { flow: waiting.flow.id, version: waiting.flow.version, node: waiting.id }] : []
  if (trigger.afterwards === 'wait-on') run.standing = { attempts: run.attempts, silenceAt: run.silenceAt }
  return { flow: run.flows.main, node: trigger.next }
}

function takeAnswer(run: Run, { flow, id }: Waiting, ask: AskNode, answer: Answer | null): Way | null {
  run.flow = flow
  if (answer?.type === 'aside') {
    run.facts[asideFiles] = Number(run.facts[asideFiles] ?? 0) + (run.event.type === 'said' ? run.event.fileCount : 0)
    return null
  }
  if (answer?.type === 'answer') {
    if (ask.save) run.facts[ask.save] = answer.value
    return { flow, node: ask.exits.answer }
  }
  run.attempts += 1
  if (run.attempts >= ask.attempts) return { flow, node: ask.exits.invalid }
  askAgain(run, ask, id)
  return null
}

function grow(run: Run, waiting: Waiting | null): Way | null {
  const isDue = run.silenceAt !== null && run.world.now >= run.silenceAt
  return waiting && isDue ? { flow: waiting.flow, node: waiting.node.exits.silence } : null
}

/** The waiting node. Throws FlowFault when the state names a flow or a node that waits no more. */
function waitingOf(run: Run, state: FlowState | null): Waiting | null {
  if (state === null || state.node === null) return null
  const flow = run.flows.byId.get(state.flow)
  const node = flow && Object.hasOwn(flow.nodes, state.node) ? flow.nodes[state.node] : undefined
  if (!flow || (node?.type !== 'ask' && node?.type !== 'wait')) throw new FlowFault('flow-broken')
  run.flow = flow
  return { flow, id: state.node, node }
}

function eventWay(run: Run, event: 'person' | 'finished' | 'returned'): Way {
  const { main } = run.flows
  if (!main.events) throw new FlowFault('flow-broken')
  run.stack = []
  return { flow: main, node: main.events[event] }
}

/** Between questions the flow speaks of the newest complaint that is not closed, whatever it spoke of before. */
function turnToLive(run: Run): void {
  const current = currentOf(run)
  const live = liveOf(run)
  const last = live.at(-1)
  if (last && !live.some(({ ref }) => ref === current?.ref)) run.facts.complaint = last.ref
}

function walk(run: Run, { flow, node }: Way): void {
  run.flow = flow
  run.node = null
  run.silenceAt = null
  for (let at: string | null = node; at !== null; ) {
    run.steps += 1
    if (run.steps > mostSteps) throw new FlowFault('flow-loops')
    const here: FlowNode | undefined = Object.hasOwn(run.flow.nodes, at) ? run.flow.nodes[at] : undefined
    if (!here) throw new FlowFault('flow-broken')
    at = enter(run, here, at)
  }
}

function stateOf(run: Run): FlowState {
  const { flow, node, stack, facts, attempts, silenceAt } = run
  return { flow: flow.id, version: flow.version, node, stack, facts, attempts, silenceAt }
}

/** What is done when a flow cannot go on. Uses no flow, forgets what the flow kept, and cannot fail. */
function rescue(run: Run, reason: string): Step {
  const facts: Record<string, Fact> = { complaint: run.facts.complaint ?? null }
  const effects = [...rescuedOf(run, facts), { type: 'hand-over', reason } as const]
  rest(run, null, null)
  return { state: { ...stateOf(run), facts }, effects }
}

/** The first registration and its acknowledgement survive a fault; of the rest, which may be half a loop, nothing does. */
function rescuedOf(run: Run, facts: Record<string, Fact>): Effect[] {
  const registered = run.effects.find((effect) => effect.type === 'register')
  if (registered) {
    const told = run.effects.find((effect) => effect.type === 'say' && effect.complaint === registered.ref)
    return told ? [registered, told] : [registered]
  }
  if (run.event.type !== 'said') return []
  const live = run.event.reading.isAnother ? undefined : liveOf(run).at(-1)
  const plain = { type: 'say', facts: {}, ask: null, choices: [] } as const
  if (live || !hasContent(run.event)) return [{ ...plain, key: 'notice.trouble', complaint: live?.ref ?? null }]
  const ref = `@${run.world.complaints.length}`
  facts.complaint = ref
  const kind = kindOf(run.event)
  return [
    { type: 'register', ref, kind, category: run.event.reading.category, isSure: false },
    { ...plain, key: 'acknowledgement.unsure', complaint: ref },
  ]
}
