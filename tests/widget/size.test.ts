import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWidget } from './build-widget'

let folder: string

beforeAll(async () => {
  folder = await buildWidget()
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const weigh = (name: string) => gzipSync(read(name), { level: 9 }).length

describe('the built widget', () => {
  it('is a loader, a panel and the words of three languages', () => {
    expect(readdirSync(folder).sort()).toEqual(['panel.js', 'widget.js', 'words-en.js', 'words-ru.js', 'words-zh.js'])
  })

  it('costs every page of a site at most 5 kB', () => {
    expect(weigh('widget.js')).toBeLessThanOrEqual(5_000)
  })

  it.each(['en', 'ru', 'zh'])('costs a customer who writes in %s at most 30 kB in all', (language) => {
    expect(weigh('widget.js') + weigh('panel.js') + weigh(`words-${language}.js`)).toBeLessThanOrEqual(30_000)
  })

  it('has a loader that is a classic script and loads nothing by itself', () => {
    expect(() => new Script(read('widget.js'))).not.toThrow()
    expect(read('widget.js')).not.toMatch(/\bimport\s*["'`{*]|\bimport\.meta|\bexport\b/)
  })

  it('has no code that a strict policy forbids', () => {
    for (const name of readdirSync(folder)) {
      expect(read(name)).not.toMatch(/\beval\(|new Function|insertAdjacentHTML|document\.write|createElement\([`'"]style/)
    }
  })
})
