import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultPoints } from '../../src/core/fault.js'

const root = resolve(import.meta.dirname, '../..')
const names = Object.values(faultPoints).flat()

const passes = (OTKLIK_FAULT: string | undefined) =>
  spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', '--input-type=module', '--eval'],
      `import { fault } from '${join(root, 'src/core/fault.ts')}'
      for (const point of ['parse', 'raw.insert', 'parse', 'parse']) { process.stdout.write(point + ' '); fault(point) }`,
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, OTKLIK_FAULT } },
  )

describe('a fault point', () => {
  it('kills its process without a last word at the passage that was asked for', () => {
    expect(passes('parse:2')).toMatchObject({ signal: 'SIGKILL', stdout: 'parse raw.insert parse ' })
  })

  it('lets everything pass when none is asked for', () => {
    expect(passes(undefined)).toMatchObject({ status: 0, stdout: 'parse raw.insert parse parse ' })
  })

  it('is passed at one place in the source each, and killed at: tests/crash/hops.test.ts walks through this very list', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    const passed = sources.flatMap((file) =>
      [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\bfault\('([\w.]+)'\)/g)].map(([, name]) => name),
    )
    expect(passed.sort()).toEqual([...names].sort())
    expect(readFileSync(join(root, 'tests/crash/hops.test.ts'), 'utf8')).toContain('describe.each(hops)')
  })
})
