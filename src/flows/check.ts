import type { z } from 'zod'
import { checkPromise } from './check-promise.js'
import { checkWays } from './check-ways.js'
import { checkWords, type KnownWords } from './check-words.js'
import type { Expression } from './expression.js'
import { isName } from './names.js'
import type { Problem } from './problem.js'
import { type AskNode, type Flow, type FlowNode, flowSchema } from './schema.js'

/**
 * Everything that can be proved about a flow before it is used. `others` are the flows it may call. Empty when it is fit to be used;
 * a flow that does not fit the language is not looked at further. Pure and total: `definition` may be anything.
 */
export function checkFlow(definition: unknown, words: KnownWords, others: readonly unknown[] = []): readonly Problem[] {
  const parsed = flowSchema.safeParse(definition)
  if (!parsed.success) return parsed.error.issues.map((issue) => toProblem(definition, issue))
  const flow = parsed.data
  const known = others.flatMap((other) => flowSchema.safeParse(other).data ?? [])
  const problems = [
    ...checkEntry(flow),
    ...nodesOf(flow).flatMap(([id, node]) => [
      ...checkNames(flow, id, node),
      ...checkCall(flow, id, node, known),
      ...checkChoices(flow, id, node),
    ]),
    ...flow.triggers.flatMap(({ when }) => unknownNames(flow, null, [when])),
    ...checkWords(flow, words),
    ...checkWays(flow),
  ]
  const isSound = problems.every(({ severity }) => severity === 'warning')
  return flow.isPart || !isSound ? problems : [...problems, ...checkPromise(flow, known)]
}

export const nodesOf = (flow: Flow): [string, FlowNode][] => Object.entries(flow.nodes)

function toProblem(definition: unknown, issue: z.core.$ZodIssue): Problem {
  const hasId = typeof definition === 'object' && definition !== null && 'id' in definition
  const [root, node, field, exit] = issue.path.map(String)
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''
  const common = { severity: 'error', flow: hasId ? String(definition.id) : '', node: root === 'nodes' ? (node ?? null) : null } as const
  if (root === 'nodes' && field === 'exits' && exit !== undefined) {
    return { ...common, code: 'missing-exit', message: `«${node}» has no exit «${exit}»: say where the flow goes then.` }
  }
  return { ...common, code: 'schema', message: `${where}${issue.message.replace(/[.]?$/u, '.')}` }
}

function checkEntry(flow: Flow): Problem[] {
  const asks = nodesOf(flow).some(([, node]) => node.type === 'ask')
  if (flow.isPart || flow.events || !asks) return []
  const message = 'The flow asks questions and has no exit for "a person, please": add `events.person`.'
  return [{ code: 'missing-exit', severity: 'error', flow: flow.id, node: null, message }]
}

function checkNames(flow: Flow, id: string, node: FlowNode): Problem[] {
  const kept = node.type === 'set' ? Object.keys(node.values) : node.type === 'ask' && node.save ? [node.save] : []
  const undeclared = kept
    .filter((name) => !isKnown(flow, name) || isName(name))
    .map((name) => problemOf(flow, id, `«${id}» keeps «${name}», which is no variable of the flow: declare it under variables.`))
  return [...undeclared, ...unknownNames(flow, id, expressionsOf(node))]
}

function unknownNames(flow: Flow, id: string | null, expressions: readonly Expression[]): Problem[] {
  return expressions.flatMap(({ names, text }) =>
    names
      .filter((name) => !isName(name) && !isKnown(flow, name))
      .map((name) => problemOf(flow, id, `«${text}» reads «${name}», which is neither a name the desk knows nor a variable of the flow.`)),
  )
}

const isKnown = (flow: Flow, name: string): boolean => name === 'complaint' || Object.hasOwn(flow.variables, name)

const problemOf = (flow: Flow, node: string | null, message: string): Problem => ({
  code: 'unknown-name',
  severity: 'error',
  flow: flow.id,
  node,
  message,
})

function expressionsOf(node: FlowNode): readonly Expression[] {
  const given = (...expressions: readonly (Expression | undefined)[]) => expressions.filter((one) => one !== undefined)
  switch (node.type) {
    case 'say':
    case 'ask':
      return Object.values(node.facts)
    case 'branch':
      return node.cases.map(({ when }) => when)
    case 'set':
      return Object.values(node.values)
    case 'classify':
      return given(node.kind, node.category)
    case 'register':
      return [node.kind, node.category, node.isSure]
    case 'record':
      return [node.value]
    case 'person':
      return given(node.name, node.contact)
    case 'verdict':
      return [node.isSatisfied]
    case 'survey':
      return [node.rating]
    default:
      return []
  }
}

function checkCall(flow: Flow, id: string, node: FlowNode, known: readonly Flow[]): Problem[] {
  if (node.type !== 'flow' || known.some((other) => other.id === node.flow)) return []
  return [
    {
      code: 'unknown-flow',
      severity: 'error',
      flow: flow.id,
      node: id,
      message: `«${id}» runs the flow «${node.flow}», which does not exist.`,
    },
  ]
}

const mostChoices = 6

function checkChoices(flow: Flow, id: string, node: FlowNode): Problem[] {
  if (node.type !== 'ask') return []
  const common = { severity: 'error', flow: flow.id, node: id } as const
  const values = node.choices.map(({ value }) => value)
  const problems: Problem[] = unfittingOf(node, values).map((why) => ({ ...common, code: 'unfitting-choices', message: `«${id}» ${why}` }))
  if (values.length <= mostChoices) return problems
  const message = `«${id}» offers ${values.length} choices; people get lost in more than ${mostChoices}. Ask in two steps.`
  return [...problems, { ...common, code: 'too-many-choices', message }]
}

function unfittingOf(node: AskNode, values: readonly string[]): string[] {
  const why: string[] = []
  if (new Set(values).size < values.length) why.push('offers the same choice twice.')
  if (values.includes('retry')) why.push('has a choice «retry», which is the name of the repeated question.')
  if (node.kind === 'choice' && values.length < 2) why.push('asks for a choice and offers fewer than two.')
  if (node.accepts === 'yes-no' && !(values.includes('yes') && values.includes('no')))
    why.push('reads yes and no, and does not offer the choices yes and no.')
  return why
}
