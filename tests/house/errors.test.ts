import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }))

/** The ways in which src names a code that a caller gets to read. */
const ways = [
  /new DeskError\(\s*'(?<code>\w+)',\s*(?<status>\d{3})?/g,
  // The table of what Fastify and the ledger refuse, spread into a DeskError.
  /\[\s*'(?<code>[a-z_]+)',\s*(?<status>\d{3}),/g,
  // What is answered before there is a request.
  /'(?<status>\d{3}) [A-Z][^']*',\s*'(?<code>[a-z_]+)'/g,
  // What is no DeskError: a bug, and what a web chat's request could not even say.
  /error: \{ code: '(?<code>[a-z_]+)'/g,
]

/** Code → the statuses it is made with; empty where the status is worked out. */
const made = new Map<string, Set<string>>()
for (const { text } of sources)
  for (const { groups } of ways.flatMap((way) => [...text.matchAll(way)])) {
    const { code = '', status } = groups ?? {}
    made.set(code, made.get(code) ?? new Set())
    if (status) made.get(code)?.add(status)
  }

const rows = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => ({ code: cells[0]?.trim().replaceAll('`', '') ?? '', cells: cells.map((cell) => cell.trim()) }))

describe('docs/errors.md', () => {
  it('tells every code that the desk answers with, and no other', () => {
    expect(made.size).toBeGreaterThan(50)
    expect(rows.map(({ code }) => code).sort()).toEqual([...made.keys()].sort())
  })

  it('has the status of each', () => {
    const untold = rows.flatMap(({ code, cells }) =>
      [...(made.get(code) ?? [])]
        .filter((status) => !cells[1]?.includes(status))
        .map((status) => `${code} is also answered with ${status}`),
    )
    expect(untold).toEqual([])
  })

  it('says of each what happened and what to do, in the order of the alphabet', () => {
    for (const { code, cells } of rows) {
      expect(cells, code).toHaveLength(4)
      expect(cells, code).not.toContain('')
    }
    const codes = rows.map(({ code }) => code.toLowerCase())
    expect(codes).toEqual([...codes].sort())
  })
})

it('no code is made in a way that this test cannot read', () => {
  const hidden = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/(?:new DeskError\(\s*|extends )(?!')(?<what>\.{3}\w+|DeskError)/g)].map(({ groups }) => `${file} ${groups?.what}`),
  )
  expect(hidden).toEqual(['http/errors.ts ...badText', 'http/errors.ts ...refusal'])
  const variable = sources.flatMap(({ file, text }) => [...text.matchAll(/new DeskError\(\s*(?!['.])\w+/g)].map(() => file))
  expect(variable).toEqual([])
})
