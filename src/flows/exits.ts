import type { Flow, FlowNode } from './schema.js'

/** Where a node can lead, by the name of the way out. */
export function exitsOf(node: FlowNode): readonly { readonly exit: string; readonly to: string }[] {
  switch (node.type) {
    case 'branch':
      return [...node.cases.map(({ when, next }) => ({ exit: when.text, to: next })), { exit: 'otherwise', to: node.otherwise }]
    case 'ask':
    case 'wait':
    case 'hours':
    case 'look-up':
      return Object.entries(node.exits).flatMap(([exit, to]) => (typeof to === 'string' ? [{ exit, to }] : []))
    case 'hand-over':
    case 'end':
      return []
    default:
      return [{ exit: 'next', to: node.next }]
  }
}

/** Where a flow can be entered: by a message, an event or a trigger. */
export function entriesOf(flow: Flow): readonly { readonly entry: string; readonly to: string }[] {
  const events = Object.entries(flow.events ?? {}).map(([entry, to]) => ({ entry, to }))
  const triggers = flow.triggers.map(({ when, next }) => ({ entry: when.text, to: next }))
  return [{ entry: 'start', to: flow.start }, ...events, ...triggers]
}

/** Nodes at which a flow stops for the customer. */
export const isWaiting = (node: FlowNode): boolean => node.type === 'ask' || node.type === 'wait'
