import { commonFacts, complaintFacts } from '../core/model/effect.js'
import { kinds, type Language, languages } from '../core/model/reading.js'
import type { Problem } from './problem.js'
import type { Flow, FlowNode } from './schema.js'

/** What has to be known of the templates: which exist, and which facts they use. */
export interface KnownWords {
  has(key: string, language: Language): boolean
  factsOf(key: string): readonly string[]
}

/** Every key exists in every language and finds all its facts. */
export function checkWords(flow: Flow, words: KnownWords): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => saidBy(node).flatMap((said) => checkKey(flow, id, said, words)))
}

type SaidWords = { readonly key: string; readonly facts: readonly string[] }

/** Every key a node can say, with the facts it gives beside the common ones. */
export function saidBy(node: FlowNode): readonly SaidWords[] {
  switch (node.type) {
    case 'say':
      return [{ key: node.words, facts: factsOf(node) }]
    case 'ask':
      return [node.words, `${node.words}.retry`]
        .flatMap((key) => [key, ...node.choices.map(({ value }) => `${key}.${value}`)])
        .map((key) => ({ key, facts: factsOf(node) }))
    case 'register':
      return [...kinds, 'unsure'].map((kind) => ({ key: `${node.words}.${kind}`, facts: complaintFacts }))
    case 'look-up':
      return [{ key: node.words, facts: [...complaintFacts, 'status'] }]
    default:
      return []
  }
}

const factsOf = (node: Extract<FlowNode, { type: 'say' | 'ask' }>): readonly string[] => [
  ...Object.keys(node.facts),
  ...(node.about === 'current' ? complaintFacts : []),
]

function checkKey(flow: Flow, node: string, { key, facts }: SaidWords, words: KnownWords): Problem[] {
  const common = { severity: 'error', flow: flow.id, node } as const
  const missing = languages.filter((language) => !words.has(key, language))
  if (missing.length === languages.length) {
    return [{ ...common, code: 'unknown-words', message: `«${node}» says «${key}», for which there are no words.` }]
  }
  if (missing.length > 0) {
    return [{ ...common, code: 'missing-translation', message: `«${node}» says «${key}», which has no words in ${missing.join(', ')}.` }]
  }
  const given = new Set<string>([...commonFacts, ...facts])
  return words
    .factsOf(key)
    .filter((fact) => !given.has(fact))
    .map((fact) => ({ ...common, code: 'missing-fact', message: `«${node}» says «${key}», which needs «${fact}»: give it under facts.` }))
}
