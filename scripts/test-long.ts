import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npm run test:crash -- --seed 7 --n 100`: the tests under tests/<kind>, which take too long for `npm test`. `seed` decides everything that
 * is left to chance, so that a failure can be had again; `n` is how much is tried. A further word picks files: `-- hops`.
 */
const shortForms: Readonly<Record<string, number>> = { crash: 16, fuzz: 300, e2e: 1 }
const largestSeed = 1_000_000_000

const root = fileURLToPath(new URL('..', import.meta.url))
const { kind, seed, n, rest } = readArguments(process.argv.slice(2))
const files = rest.length === 0 ? [`tests/${kind}/`] : rest.map((word) => `tests/${kind}/${word}`)
const reproduce = `npm run test:${kind} -- --seed ${seed} --n ${n}`
console.log(`tests/${kind}: seed ${seed}, n ${n}`)
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.long.config.ts', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, OTKLIK_SEED: String(seed), OTKLIK_N: String(n) },
})
console.log(status === 0 ? `tests/${kind}: passed with seed ${seed}, n ${n}` : `tests/${kind}: failed. The same again: ${reproduce}`)
process.exitCode = status ?? 1

function readArguments([kind = '', ...given]: string[]) {
  const defaultN = shortForms[kind]
  if (defaultN === undefined || !existsSync(join(root, 'tests', kind))) {
    console.error(`Say which: ${Object.keys(shortForms).join(', ')}.`)
    process.exit(2)
  }
  const { values, positionals } = parseArgs({
    args: given.filter((argument) => argument !== '--'),
    options: { seed: { type: 'string' }, n: { type: 'string' } },
    allowPositionals: true,
    strict: true,
  })
  return {
    kind,
    seed: values.seed === undefined ? randomInt(largestSeed) : toCount('--seed', values.seed),
    n: values.n === undefined ? defaultN : toCount('--n', values.n),
    rest: positionals,
  }
}

function toCount(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`${name} must be a number from 0 to 999999999.`)
  process.exit(2)
}
