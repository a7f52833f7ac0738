import type { Effect } from '../core/model/effect.js'
import type { Fact, FlowEvent, FlowState, KnownComplaint, World } from '../core/model/flow.js'
import { type Expression, evaluate, isTrue, unknown } from './expression.js'
import { isName, names, type Scope } from './names.js'
import type { Flow } from './schema.js'

/** All flows a desk runs, checked when they were opened; `main` answers whoever writes. */
export type OpenFlows = {
  readonly main: Flow
  readonly byId: ReadonlyMap<string, Flow>
  /** Every value that a question of any flow offers: what a button can say in the desk's own words. */
  readonly choices: ReadonlySet<string>
}

/** A flow cannot go on: the step ends in a hand-over. `code` is the reason the queue is told. */
export class FlowFault extends Error {
  override readonly name = 'FlowFault'
  constructor(readonly code: 'flow-broken' | 'flow-loops') {
    super(code)
  }
}

/** One event's way through the flows: everything that changes while it is walked. Becomes state and effects at the end. */
export type Run = {
  readonly flows: OpenFlows
  event: FlowEvent
  world: World
  flow: Flow
  /** The node that waits; null while walking and when the flow has ended. */
  node: string | null
  stack: FlowState['stack']
  facts: Record<string, Fact>
  attempts: number
  silenceAt: FlowState['silenceAt']
  /** Where the event found the flow waiting, and whether it clearly answers what was asked there. */
  readonly waiting: string | null
  isAnswer: boolean
  isOldButton: boolean
  /** A question that a trigger has left standing: where to come to rest again instead of asking it once more. */
  standing: Pick<FlowState, 'attempts' | 'silenceAt'> | null
  readonly effects: Effect[]
  /** Registered in this step: the world does not know them yet. */
  fresh: readonly KnownComplaint[]
  steps: number
  /** The run as the names of expressions see it. */
  readonly scope: Scope
}

/** A view, not a copy: what a node changes is seen by the next expression, and what no expression asks for is not computed. */
export function scopeOf(run: Omit<Run, 'scope'>): Scope {
  return {
    get event() {
      return run.event
    },
    get world() {
      return run.world
    },
    get current() {
      return currentOf(run)
    },
    get live() {
      return liveOf(run)
    },
    get fresh() {
      return run.fresh
    },
    get facts() {
      return run.facts
    },
    get isAnswer() {
      return run.isAnswer
    },
    get isOldButton() {
      return run.isOldButton
    },
    get stack() {
      return run.stack
    },
    waiting: run.waiting,
  }
}

/**
 * A flow remembers a complaint as `@3`, the fourth of the conversation, until the desk has given it a number: that is its `ref` in the
 * step which registers it and its place in the world of every later step.
 */
export const refOf = (run: Run): string => `@${run.world.complaints.length + run.fresh.length}`

type Known = Pick<Run, 'world' | 'fresh' | 'facts'>

export function findComplaint(run: Known, ref: Fact): KnownComplaint | null {
  if (typeof ref !== 'string') return null
  const all = [...run.world.complaints, ...run.fresh]
  if (ref.startsWith('@')) return all[Number(ref.slice(1))] ?? null
  return all.find((one) => one.ref === ref) ?? run.world.mentioned.find((one) => one.ref === ref) ?? null
}

/** What this step has decided about a complaint holds for the rest of it. */
export function amend(run: Run, ref: string, change: Partial<KnownComplaint>): void {
  const amended = (all: readonly KnownComplaint[]) => all.map((one) => (one.ref === ref ? { ...one, ...change } : one))
  run.world = { ...run.world, complaints: amended(run.world.complaints), mentioned: amended(run.world.mentioned) }
  run.fresh = amended(run.fresh)
}

export const currentOf = (run: Known): KnownComplaint | null => findComplaint(run, run.facts.complaint ?? null)

export function liveOf(run: Known): readonly KnownComplaint[] {
  return [...run.world.complaints, ...run.fresh].filter((one) => one.isOpen || one.status === 'resolved')
}

/** The value of an expression now. Throws FlowFault for a name that neither the desk nor the flow knows. */
export function valueNow(run: Run, expression: Expression): Fact {
  const value = evaluate(expression, (name) => {
    if (isName(name)) return names[name](run.scope)
    if (name === 'complaint' || Object.hasOwn(run.flow.variables, name)) return run.facts[name] ?? null
    throw new FlowFault('flow-broken')
  })
  return value === unknown ? null : value
}

export const holds = (run: Run, expression: Expression): boolean => isTrue(valueNow(run, expression))

/** Begins a flow: its variables get their first values where they have none. */
export function open(run: Run, flow: Flow): void {
  run.flow = flow
  for (const [name, value] of Object.entries(flow.variables)) if (!Object.hasOwn(run.facts, name)) run.facts[name] = value
}

/** Comes to rest until the next event; `node` null ends the flow. */
export function rest(run: Run, node: string | null, silenceMinutes: number | null): void {
  run.node = node
  run.silenceAt = silenceMinutes === null ? null : new Date(Date.parse(run.world.now) + silenceMinutes * 60_000).toISOString()
  if (node !== null) return
  run.flow = run.flows.main
  run.stack = []
  run.attempts = 0
}
