/** What can be wrong with a flow; each is provoked by a broken flow in the tests. */
export const problemCodes = [
  'schema',
  'missing-exit',
  'unknown-node',
  'unknown-flow',
  'unknown-name',
  'unknown-words',
  'missing-translation',
  'missing-fact',
  'unfitting-choices',
  'too-many-choices',
  'unreachable-node',
  'dead-end',
  'loop-without-input',
  'question-before-registering',
  'message-not-registered',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** An error keeps a flow from being used; a warning asks. `node` is null when it is the flow as a whole. */
export type Problem = {
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  readonly flow: string
  readonly node: string | null
  /** A plain sentence for whoever edits the flow. */
  readonly message: string
}
