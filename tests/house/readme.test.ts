import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { environment } from '../../src/config.js'

const readme = readFileSync('README.md', 'utf8')
const rows = new Map(
  [...readme.matchAll(/^\| (`[A-Z_` ]+`) \| (.+?) \| /gm)].map((match) => [match[1]?.match(/[A-Z_]+/g) ?? [], match[2] ?? ''] as const),
)

describe('the README', () => {
  it('has the one line that starts the desk and the one that tests it', () => {
    const [block = ''] = /^```sh\n[\s\S]+?^```/m.exec(readme) ?? []
    expect(block).toContain('npm ci && npm start')
    expect(block).toContain('npm ci && npm test')
  })

  it('tells of each setting once, and of none that is not there', () => {
    expect([...rows.keys()].flat().sort()).toEqual(Object.keys(environment.shape).sort())
  })

  it('tells the defaults that the desk has', () => {
    const defaults: Readonly<Record<string, unknown>> = environment.parse({})
    for (const [names, told] of rows)
      for (const name of names) {
        const value = defaults[name]
        const isUnset = value === undefined || (Array.isArray(value) && value.length === 0)
        if (isUnset) expect(told, name).toMatch(/^(–|made at the first start|`http:\/\/HOST:PORT`)$/)
        else expect(told.replaceAll('`', '').split(', '), name).toContain(value === false ? 'off' : String(value))
      }
  })

  it('names the versions of Node that package.json allows', () => {
    const { engines }: { engines: { node: string } } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(readme).toContain(`Node ${engines.node.replace('>=', '')}`)
  })
})
