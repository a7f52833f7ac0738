/**
 * `npm run bench`: how long a customer waits for the acknowledgement, beside the least that a program on the same machine and the same
 * Postgres could do. Ratios of one run are what counts: both take turns, so that a busy machine is busy for both.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openTestDatabase } from '../tests/support/database.js'
import { setup as findServer } from '../tests/support/server.js'
import { startBaseline, startBuiltDesk } from './children.js'
import { call } from './http.js'
import { atOnce, atRate, inTurn } from './load.js'
import { middle, percentile } from './stats.js'
import { openBaseline, openDeskSubject, type Subject } from './subjects.js'

const { values: given } = parseArgs({
  options: {
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '15' },
    connections: { type: 'string', default: '50' },
  },
})
const [rate, seconds, connections] = [Number(given.rate), Number(given.seconds), Number(given.connections)]
const warmUpSeconds = 5
const turns = 3
const complaintsAtOnce = 500

execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))], { stdio: 'inherit' })
const stopServer = await findServer()
const database = await openTestDatabase()
const baselineChild = await startBaseline(database.databaseUrl)
const deskChild = await startBuiltDesk(database.databaseUrl)
try {
  const baseline = openBaseline(baselineChild.url)
  const desk = openDeskSubject(deskChild.url, deskChild.secret)
  for (const subject of [baseline, desk]) await atRate(subject, rate, warmUpSeconds)

  const bare = {
    'select 1': middle(await inTurn(300, () => database.ledger.pool.query('select 1'))),
    'bare Fastify GET': middle(await inTurn(300, () => call(baselineChild.url))),
  }
  const waits = await inTurns([baseline, desk], (subject) => atRate(subject, rate, seconds / turns))
  const perSecond = await inTurns([baseline, desk], async (subject) => [await atOnce(subject, connections, complaintsAtOnce)])
  print(bare, waits, perSecond)
} finally {
  await deskChild.stop()
  await baselineChild.stop()
  await database.close()
  await stopServer()
}

type Measured = { readonly baseline: number[]; readonly desk: number[] }

async function inTurns([baseline, desk]: readonly [Subject, Subject], measure: (subject: Subject) => Promise<number[]>): Promise<Measured> {
  const measured: Measured = { baseline: [], desk: [] }
  for (let turn = 0; turn < turns; turn++) {
    measured.baseline.push(...(await measure(baseline)))
    measured.desk.push(...(await measure(desk)))
  }
  return measured
}

function print(bare: Readonly<Record<string, number>>, waits: Measured, perSecond: Measured): void {
  const row = (name: string, baseline: number, desk: number, goal = '') => ({
    what: name,
    baseline: baseline.toFixed(1),
    desk: desk.toFixed(1),
    ratio: (desk / baseline).toFixed(2),
    goal,
  })
  const of = (measure: (values: readonly number[]) => number) => [measure(waits.baseline), measure(waits.desk)] as const
  console.log(
    `Acknowledgement of ${waits.desk.length} new complaints, ${rate} a second, ms from the POST to the frame on the customer's socket`,
  )
  console.table([
    row('p50', ...of(middle), '≤ 4'),
    row('p99', ...of((values) => percentile(values, 0.99)), '≤ 15'),
    row('max', ...of((values) => Math.max(...values))),
    row(`complaints a second, ${connections} at once`, middle(perSecond.baseline), middle(perSecond.desk)),
  ])
  for (const [name, ms] of Object.entries(bare)) console.log(`${name}: ${ms.toFixed(2)} ms`)
}
