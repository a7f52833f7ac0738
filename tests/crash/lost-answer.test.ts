import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { until } from '../support/until.js'
import { checkAll } from './check-ledger.js'
import { type Customer, talk } from './customer.js'

type Cut = { readonly statement: string; readonly nth: number; readonly isDone: boolean }

/** Between the desk and its Postgres: can keep back the answer to a statement and then break, so that nobody knows whether it was done. */
class Line {
  #cut: Cut | null = null
  cuts = 0
  readonly server: Server

  constructor(target: URL) {
    this.server = createServer((desk) => {
      const postgres = connectTo(target)
      let cut: Cut | null = null
      desk.on('data', (data) => {
        postgres.write(data)
        cut ??= this.#cutAt(data)
      })
      postgres.on('data', (data) => {
        if (!cut) desk.write(data)
        else if (!cut.isDone || isCommitted(data)) hangUp(desk, postgres)
      })
      for (const one of [desk, postgres]) {
        one.on('error', () => undefined)
        one.on('close', () => hangUp(desk, postgres))
      }
    })
  }

  /** Breaks at the `nth` time from now that the statement is sent: when its transaction is done, else as soon as anything is answered. */
  arm(cut: Cut): void {
    this.#cut = cut
  }

  #cutAt(data: Buffer): Cut | null {
    const cut = this.#cut
    if (!cut || !data.includes(`\0${cut.statement}\0`)) return null
    this.#cut = cut.nth > 1 ? { ...cut, nth: cut.nth - 1 } : null
    if (this.#cut) return null
    this.cuts += 1
    return cut
  }
}

/** Ends with ReadyForQuery outside a transaction: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const isCommitted = (data: Buffer): boolean => data.at(-6) === 'Z'.charCodeAt(0) && data.at(-1) === 'I'.charCodeAt(0)

const connectTo = ({ hostname, port, searchParams }: URL): Socket => {
  const folder = searchParams.get('host')
  return folder === null ? connect(Number(port || 5432), hostname) : connect(`${folder}/.s.PGSQL.${port}`)
}

const hangUp = (...sockets: readonly Socket[]) => {
  for (const socket of sockets) socket.destroy()
}

describe('an answer of the ledger that gets lost', () => {
  let database: TestDatabase
  let line: Line
  let test: TestDesk
  const leaving = new AbortController()

  beforeAll(async () => {
    database = await openTestDatabase()
    line = new Line(new URL(database.databaseUrl))
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve))
    const address = line.server.address()
    const url = new URL(database.databaseUrl)
    url.searchParams.delete('host')
    url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    test = await openTestDesk({ env: { DATABASE_URL: url.href }, sweepMs: 100 })
  })
  afterAll(async () => {
    leaving.abort()
    await test.close()
    line.server.close()
    await database.close()
  })

  it.each<Cut>([
    { statement: 'accept', nth: 1, isDone: true },
    { statement: 'find-conversations', nth: 1, isDone: true },
    { statement: 'peek', nth: 1, isDone: true },
    { statement: 'load-conversations', nth: 1, isDone: false },
    { statement: 'load-conversations', nth: 2, isDone: false },
    { statement: 'commit', nth: 1, isDone: true },
    { statement: 'commit', nth: 1, isDone: false },
    { statement: 'commit', nth: 2, isDone: true },
    { statement: 'commit', nth: 2, isDone: false },
  ])('to $statement $nth (done: $isDone) costs the customer nothing', async (cut) => {
    const before = line.cuts
    line.arm(cut)
    const customer: Customer = await talk(
      { url: test.url, secret: test.desk.directLineSecret, signal: leaving.signal },
      {
        below: () => 0,
        pick: (from) => from[0]!,
        fork: () => {
          throw new Error('nobody forks here')
        },
      },
    )
    await until('the line was cut', () => line.cuts > before)
    await until('the socket shows the acknowledgement', () => customer.seen.length > 1)
    // What this very process had in its hands is free again when its own lease is over.
    test.clock.move(12_000)
    await checkAll(database.ledger.pool, [customer])
    expect(customer.complaints).toBe(1)
    customer.leave()
  })
})
