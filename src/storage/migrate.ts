import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Pool } from 'pg'
import { DeskError } from '../core/desk-error.js'
import { grantRights, setupLock } from './roles.js'
import { inTransaction } from './transaction.js'

export type Migration = { readonly number: number; readonly file: string; readonly sql: string; readonly hash: string }

/** `at`: the number the ledger stands at. `applied`: what this call did, [] when nothing was left to do. */
export type Migrated = { readonly at: number; readonly applied: readonly number[] }

/**
 * Brings the ledger to the newest migration. Forward only; each file runs in one transaction, in which its number is written first, so
 * that of two processes that start at once one does it and the other waits and goes on. Afterwards the lesser role gets its rights
 * (see grantRights). Throws DeskError where a shipped file was changed, the order is broken, or the ledger is newer than this code.
 */
export async function migrate(owner: Pool, folder: string = findMigrations()): Promise<Migrated> {
  const migrations = await readMigrations(folder)
  await prepare(owner)
  const applied: number[] = []
  checkHistory(migrations, await listDone(owner))
  for (const migration of migrations) if (await apply(owner, migration)) applied.push(migration.number)
  await inTransaction(owner, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [setupLock])
    await grantRights(client)
  })
  return { at: migrations.at(-1)?.number ?? 0, applied }
}

/** The folder's files in order. A file is named 0001_what_it_does.sql; nothing in it may begin, commit or run outside a transaction. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  for (const file of files) {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1])
    if (!number || number <= (migrations.at(-1)?.number ?? 0)) {
      throw new DeskError(
        'migration_name',
        503,
        `The migration ${file} has no number of its own.`,
        'Name it like 0002_what_it_does.sql, with the next free number.',
      )
    }
    // A checkout on Windows may have changed the line ends: that is no change.
    const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    migrations.push({ number, file, sql, hash: createHash('sha256').update(sql).digest('hex') })
  }
  return migrations
}

/** src/storage/migrations of the project, whether this runs from src or from a build beside it. */
export function findMigrations(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'src', 'storage', 'migrations')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error(`src/storage/migrations is not to be found above ${from}`)
  }
}

async function prepare(owner: Pool): Promise<void> {
  await inTransaction(owner, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [setupLock])
    await client.query(`
      create table if not exists migrations (
        number integer primary key,
        file text not null,
        hash text not null,
        applied_at timestamptz not null default now()
      )`)
  })
}

type Done = { readonly number: number; readonly file: string; readonly hash: string }

async function listDone(owner: Pool): Promise<Done[]> {
  const { rows } = await owner.query<Done>('select number, file, hash from migrations order by number')
  return rows
}

function checkHistory(migrations: readonly Migration[], done: readonly Done[]): void {
  const ours = new Map(migrations.map((migration) => [migration.number, migration]))
  const newest = migrations.at(-1)?.number ?? 0
  const last = done.at(-1)
  if (last && last.number > newest) {
    const message = `This ledger stands at migration ${last.number}, this desk knows them up to ${newest}.`
    throw new DeskError('ledger_newer', 503, message, 'Start the version of the desk that last ran on it, or a later one.')
  }
  for (const { number, file, hash } of done) {
    if (ours.get(number)?.hash === hash) continue
    throw new DeskError(
      'migration_changed',
      503,
      `The migration ${file} was changed after this ledger ran it.`,
      'Put it back as it was and write the change as a new migration.',
    )
  }
  const skipped = migrations.find(({ number }) => number < (last?.number ?? 0) && !done.some((row) => row.number === number))
  if (skipped) {
    const message = `The migration ${skipped.file} comes before ${last?.file}, which this ledger ran already.`
    throw new DeskError('migration_order', 503, message, `Give it the next number: ${newest + 1}.`)
  }
}

async function apply(owner: Pool, { number, file, sql, hash }: Migration): Promise<boolean> {
  return inTransaction(owner, async (client) => {
    const { rowCount } = await client.query('insert into migrations (number, file, hash) values ($1, $2, $3) on conflict do nothing', [
      number,
      file,
      hash,
    ])
    if (rowCount === 0) return false
    await client.query(sql).catch((error: Error) => {
      error.message = `${file}: ${error.message}`
      throw error
    })
    return true
  })
}
