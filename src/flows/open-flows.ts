import complaint from './definitions/complaint.json' with { type: 'json' }
import finish from './definitions/finish.json' with { type: 'json' }
import intake from './definitions/intake.json' with { type: 'json' }
import type { OpenFlows } from './run.js'
import { type Flow, flowSchema } from './schema.js'

/** The flows that ship, as they are written; the first answers whoever writes. */
export const shippedFlows: readonly unknown[] = [complaint, intake, finish]

/**
 * Reads flows and makes them ready for `step`; the first is the main one. Throws one Error that names every place where a definition does
 * not fit the language; what can be proved beyond that is `checkFlow`'s.
 */
export function openFlows(definitions: readonly unknown[] = shippedFlows): OpenFlows {
  const problems: string[] = []
  const flows = definitions.flatMap((definition): Flow[] => {
    const parsed = flowSchema.safeParse(definition)
    if (parsed.success) return [parsed.data]
    problems.push(...parsed.error.issues.map((issue) => `${nameOf(definition)} ${issue.path.join('.')}: ${issue.message}`))
    return []
  })
  const [main] = flows
  if (problems.length > 0 || !main) throw new Error(`These flows cannot be run:\n${problems.join('\n') || 'there is none.'}`)
  const nodes = flows.flatMap((flow) => Object.values(flow.nodes))
  const choices = new Set(nodes.flatMap((node) => (node.type === 'ask' ? node.choices.map(({ value }) => value) : [])))
  return { main, byId: new Map(flows.map((flow) => [flow.id, flow])), choices }
}

function nameOf(definition: unknown): string {
  const hasId = typeof definition === 'object' && definition !== null && 'id' in definition
  return hasId ? `Flow «${String(definition.id)}»:` : 'A flow without an id:'
}
