import { writeFileSync } from 'node:fs'
import { defineCommand, runMain } from 'citty'
import pino from 'pino'
import { ConfigError, readConfig } from '../config.js'
import { verifyChain } from '../core/complaints/journal-hash.js'
import { normaliseNumber } from '../core/complaints/number.js'
import { DeskError } from '../core/desk-error.js'
import { envExample } from '../env-example.js'
import { makeApiTokens } from '../staff/api-tokens.js'
import { writeDigest } from '../storage/chores/digest.js'
import { migrate } from '../storage/migrate.js'
import { type Ledger, openLedger } from '../storage/open.js'
import { readWholeJournal } from '../storage/reads/whole-journal.js'

/** Joins a running ledger, or starts it for the time of the command. */
async function withLedger(work: (ledger: Ledger) => Promise<void>): Promise<void> {
  const { config, secrets } = readConfig(process.env)
  const ledger = await openLedger({
    databaseUrl: secrets.databaseUrl,
    dataDir: config.dataDir,
    lock: 'either',
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  try {
    await migrate(ledger.owner)
    await work(ledger)
  } finally {
    await ledger.close()
  }
}

const token = defineCommand({
  meta: { name: 'token', description: 'API tokens' },
  subCommands: {
    create: defineCommand({
      meta: { name: 'create', description: 'Makes a token and prints it alone on the last line; it is never shown again' },
      args: {
        role: { type: 'string', required: true, description: 'operator, manager or admin' },
        name: { type: 'string', required: true, description: 'Under this name the token acts' },
      },
      run: ({ args }) =>
        withLedger(async ({ pool }) => console.log((await makeApiTokens(pool).create({ name: args.name, role: args.role })).token)),
    }),
    revoke: defineCommand({
      meta: { name: 'revoke', description: 'Ends a token' },
      args: { id: { type: 'positional', required: true, description: 'Its id, as `token list` shows it' } },
      run: ({ args }) => withLedger(({ pool }) => makeApiTokens(pool).revoke(Number(args.id))),
    }),
    list: defineCommand({
      meta: { name: 'list', description: 'Lists the tokens, without their secrets' },
      run: () =>
        withLedger(async ({ pool }) => {
          const { rows } = await pool.query<Record<string, unknown>>(
            'select id, name, role, created_at, last_used_at, revoked_at from api_tokens order by id',
          )
          for (const row of rows)
            console.log(
              Object.values(row)
                .map((value) => value ?? '-')
                .join('\t'),
            )
        }),
    }),
  },
})

const journal = defineCommand({
  meta: {
    name: 'journal',
    description: 'Prints a complaint’s journal and proves its chain; without a number prints a fresh digest over all of them',
  },
  args: { number: { type: 'positional', required: false, description: 'The complaint’s number' } },
  run: ({ args }) =>
    withLedger(async ({ pool }) => {
      if (args.number === undefined) {
        const { heads, hash } = await writeDigest(pool, new Date().toISOString())
        console.log(`${heads}\t${hash}`)
        return
      }
      const found = await readWholeJournal(pool, normaliseNumber(args.number) ?? args.number)
      if (!found)
        throw new DeskError(
          'complaint_unknown',
          404,
          `There is no complaint ${args.number}.`,
          'Check the number; its last digit is a check digit.',
        )
      for (const line of found.lines)
        console.log(
          `${line.seq}\t${line.at}\t${line.actor}\t${line.actorId ?? '-'}\t${line.action}\t${JSON.stringify(line.data)}\t${line.hash}`,
        )
      const verdict = verifyChain(found.lines, found.head)
      console.log(verdict.ok ? 'The chain holds.' : `The chain is broken at line ${verdict.seq}: ${verdict.why}.`)
      if (!verdict.ok) process.exitCode = 1
    }),
})

const sandbox = defineCommand({
  meta: { name: 'sandbox', description: 'Plays a customer: local Telegram, VK and mail servers, and a desk of its own between them' },
  args: {
    'data-dir': { type: 'string', default: './data-sandbox', description: 'Folder of that desk; never the real one' },
    port: { type: 'string', description: 'Its port; else 8090, or a free one' },
  },
  async run({ args }) {
    const { startSandbox } = await import('./sandbox.js')
    const { LOG_LEVEL = 'warn', DEFAULT_LANGUAGE, TIME_ZONE } = process.env
    const { desk, playUrl, stop } = await startSandbox({
      dataDir: args['data-dir'],
      port: args.port === undefined ? null : Number(args.port),
      settings: { LOG_LEVEL, DEFAULT_LANGUAGE, TIME_ZONE },
    })
    let isStopping = false
    const end = (): void => {
      if (isStopping) return
      isStopping = true
      void stop().then(() => process.exit(0))
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
    console.log(`
  Play a customer of Telegram, VK and e-mail:  ${playUrl}
  The console for the staff:  ${desk.url}/${desk.setUpUrl === null ? '' : `\n  First run (a one-time link):  ${desk.setUpUrl}`}
  The chat on the site:  ${desk.url}/chat

  Everything stays on this machine. Stop it with Ctrl+C.
`)
  },
})

const main = defineCommand({
  meta: { name: 'desk', description: 'Commands of the complaint desk' },
  subCommands: {
    token,
    journal,
    sandbox,
    migrate: defineCommand({
      meta: { name: 'migrate', description: 'Brings the ledger to this version' },
      run: () => withLedger(async () => console.log('The ledger is up to date.')),
    }),
    doctor: defineCommand({
      meta: { name: 'doctor', description: 'Tells what the desk rests on here and what could be better' },
      run: () =>
        withLedger(async ({ info, pool }) => {
          const { rows } = await pool.query<{ fsync: string; commit: string }>(
            `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
          )
          console.log(`ledger: ${info.kind} PostgreSQL ${Math.floor(info.serverVersion / 10_000)}`)
          console.log(`fsync ${rows[0]?.fsync}, synchronous_commit ${rows[0]?.commit}`)
          if (rows[0]?.fsync !== 'on' || rows[0].commit === 'off')
            console.log('! Without fsync and synchronous_commit the promise "nothing lost" does not hold. Turn both on.')
          console.log(
            info.singleRole
              ? '! One role does everything: an owner could disable the journal’s triggers. Give DATABASE_URL a role that may create roles.'
              : 'roles: owner and desk_app',
          )
        }),
    }),
    generate: defineCommand({
      meta: { name: 'generate', description: 'Writes .env.example from the settings' },
      run: () => writeFileSync('.env.example', envExample()),
    }),
  },
})

process.on('unhandledRejection', (reason) => {
  if (reason instanceof DeskError) console.error(`${reason.message} ${reason.fix}`)
  else console.error(reason instanceof ConfigError ? reason.message : reason)
  process.exit(1)
})

await runMain(main)
