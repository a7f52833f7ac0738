/**
 * The desk as a process of its own that can be killed: as main.ts starts it, but that its clock runs ahead by OTKLIK_AHEAD_MS, so that the
 * leases of the one before are over, and that it looks into the ledger more often.
 */
import { readConfig } from '../../src/config.js'
import { startDesk } from '../../src/desk.js'

const aheadMs = Number(process.env.OTKLIK_AHEAD_MS ?? 0)
const { config, secrets } = readConfig(process.env)
const desk = await startDesk({
  config,
  secrets,
  overrides: {
    clock: { now: () => new Date(Date.now() + aheadMs).toISOString() },
    sweepMs: 200,
    hasQueue: process.env.OTKLIK_QUEUE !== 'off',
  },
})
const stop = (): void => {
  desk.stop().then(
    () => process.exit(0),
    (reason) => {
      console.error(reason)
      process.exit(1)
    },
  )
}
process.on('SIGTERM', stop)
// Whoever started it is gone: nobody would ever stop it.
process.stdin.on('close', stop).resume()
