import { entriesOf, exitsOf, isWaiting } from './exits.js'
import type { Problem } from './problem.js'
import type { Flow, FlowNode } from './schema.js'

/** The shape of a flow: every way leads to a node that exists, every node is reached, can end, and nothing turns in a circle by itself. */
export function checkWays(flow: Flow): Problem[] {
  const problems = [...unknownTargets(flow), ...unreachable(flow)]
  return problems.some(({ code }) => code === 'unknown-node') ? problems : [...problems, ...deadEnds(flow), ...loops(flow)]
}

const targetsOf = (flow: Flow, id: string): string[] => {
  const node = flow.nodes[id]
  return node ? exitsOf(node).map(({ to }) => to) : []
}

function unknownTargets(flow: Flow): Problem[] {
  const exists = (id: string) => Object.hasOwn(flow.nodes, id)
  const fromOutside = entriesOf(flow)
    .filter(({ to }) => !exists(to))
    .map(({ entry, to }) => problem(flow, null, 'unknown-node', `«${entry}» leads to «${to}», which does not exist.`))
  const fromNodes = Object.entries(flow.nodes).flatMap(([id, node]) =>
    exitsOf(node)
      .filter(({ to }) => !exists(to))
      .map(({ exit, to }) => problem(flow, id, 'unknown-node', `«${id}» leads to «${to}» by «${exit}», which does not exist.`)),
  )
  return [...fromOutside, ...fromNodes]
}

function unreachable(flow: Flow): Problem[] {
  const reached = closure(
    entriesOf(flow).map(({ to }) => to),
    (id) => targetsOf(flow, id),
  )
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((id) => ({
      ...problem(flow, id, 'unreachable-node', `No way leads to «${id}»: connect it or take it out.`),
      severity: 'warning' as const,
    }))
}

/** Nodes from which neither an end nor a person can be reached. */
function deadEnds(flow: Flow): Problem[] {
  const sources = new Map<string, string[]>()
  for (const id of Object.keys(flow.nodes)) for (const to of targetsOf(flow, id)) sources.set(to, [...(sources.get(to) ?? []), id])
  const endings = Object.entries(flow.nodes).flatMap(([id, node]) => (node.type === 'end' || node.type === 'hand-over' ? [id] : []))
  const ending = closure(endings, (id) => sources.get(id) ?? [])
  return Object.keys(flow.nodes)
    .filter((id) => !ending.has(id))
    .map((id) => problem(flow, id, 'dead-end', `From «${id}» neither an end nor a person can be reached.`))
}

/** Circles that no customer interrupts: each node that can come back to itself without waiting. */
function loops(flow: Flow): Problem[] {
  const passing = (id: string): string[] => (waits(flow.nodes[id]) ? [] : targetsOf(flow, id))
  return Object.keys(flow.nodes)
    .filter((id) => closure(passing(id), passing).has(id))
    .map((id) => problem(flow, id, 'loop-without-input', `«${id}» can come back to itself without a word from the customer.`))
}

const waits = (node: FlowNode | undefined): boolean => node !== undefined && isWaiting(node)

function closure(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const todo = [...from]
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    todo.push(...next(id))
  }
  return seen
}

const problem = (flow: Flow, node: string | null, code: Problem['code'], message: string): Problem => ({
  code,
  severity: 'error',
  flow: flow.id,
  node,
  message,
})
