/**
 * A desk that only opens its ledger, run as a process of its own so that it can be killed. Argument: LedgerOptions as JSON.
 * Prints one line of JSON when open or refused; ends in order on SIGTERM.
 */
import { DeskError } from '../../src/core/desk-error.js'
import { openLedger } from '../../src/storage/open.js'
import { silentLog } from '../support/silent-log.js'

const options = JSON.parse(process.argv[2] ?? '{}')
try {
  const ledger = await openLedger({ ...options, log: silentLog })
  process.once('SIGTERM', () => void ledger.close().then(() => process.exit(0)))
  const { rows } = await ledger.owner.query(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as postgres`)
  process.stdout.write(`${JSON.stringify({ pid: process.pid, uid: process.getuid?.(), ...rows[0], info: ledger.info })}\n`)
  // Whoever started it has it write until it is killed, and believes only what it says was committed.
  process.stdin.on('data', async () => {
    for (let n = 1; ; n++) {
      await ledger.owner.query('insert into written values ($1)', [n])
      process.stdout.write(`${n}\n`)
    }
  })
} catch (error) {
  const refused =
    error instanceof DeskError
      ? { code: error.code, message: error.message, fix: error.fix }
      : { code: 'bug', message: String(error), fix: '' }
  process.stdout.write(`${JSON.stringify({ refused })}\n`)
  process.exitCode = 1
}
