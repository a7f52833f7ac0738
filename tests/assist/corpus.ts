import { readFileSync } from 'node:fs'
import { read } from '../../src/assist/read.js'
import { type Language, languages, type Reading } from '../../src/core/model/reading.js'

export type Labelled = { language: Language; kind: string; category: string; flags: readonly string[]; text: string }

/** The messages of one file: language, kind, category or '-', flags or '-', text; lines with # are remarks. */
export function loadCorpus(name: 'known' | 'held-out' | 'held-out-2' | 'held-out-3' | 'held-out-4' | 'held-out-5'): Labelled[] {
  const lines = readFileSync(new URL(`./corpus/${name}.tsv`, import.meta.url), 'utf8').split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(toLabelled)
}

function toLabelled(line: string): Labelled {
  const [code = '', kind = '', category = '', flags = '', text = ''] = line.split('\t')
  const language = languages.find((each) => each === code)
  if (!language || text === '') throw new Error(`a corpus line needs five columns: ${line}`)
  return { language, kind, category, flags: flags === '-' ? [] : flags.split(' '), text }
}

/** Words tell their language; what has no letters is read as the conversation goes. */
export function readLabelled({ text, language }: Labelled): Reading {
  return read(text, /\p{L}/u.test(text) ? undefined : { language })
}

export function share(rows: readonly Labelled[], isRight: (reading: Reading, row: Labelled) => boolean): number {
  return rows.filter((row) => isRight(readLabelled(row), row)).length / rows.length
}
