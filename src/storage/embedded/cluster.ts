import { execFile } from 'node:child_process'
import { chown, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DeskError } from '../../core/desk-error.js'
import type { Binaries } from './binaries.js'
import { isAlive } from './processes.js'
import { commandUnder, listRights, type Owner, type Rights, rightsError, type Tools } from './rights.js'

export type ClusterTools = { readonly binaries: Binaries; readonly tools: Tools; readonly myUid: number }

/** A locale from the environment must not leak in: a machine without LANG would get SQL_ASCII. */
export const cleanEnv = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LANG: 'C', TZ: 'UTC' }

/**
 * The rights under which Postgres works on this data folder; makes the folder first where there is none (0.5 s).
 * Made aside and renamed into place: a half-made one is never seen, and of two desks that start at once one makes it.
 */
export async function openCluster(folder: string, { binaries, tools, myUid }: ClusterTools): Promise<Rights> {
  await removeAbandoned(folder)
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) await createCluster(folder, { binaries, tools, myUid })
  else checkMajor(folder, Number(version), binaries.major)
  const owner = await ownerOf(folder)
  const [rights] = listRights(owner, myUid, tools)
  if (!rights) throw rightsError(folder, owner, myUid)
  return rights
}

async function createCluster(folder: string, { binaries, tools, myUid }: ClusterTools): Promise<void> {
  const owner = await ownerOf(folder)
  // An empty folder that root made says nothing yet; one that root gave away says to whom.
  const ways = listRights(myUid === 0 && owner?.uid === 0 ? undefined : owner, myUid, tools)
  const failures: string[] = []
  for (const rights of ways) {
    const staging = await makeStaging(folder, rights)
    const failure = await runInitdb(staging, commandUnder(rights, tools, [binaries.initdb]))
    if (failure === undefined) return await moveIntoPlace(staging, folder)
    failures.push(failure)
    await rm(staging, { recursive: true, force: true })
  }
  if (failures.length === 0 || failures.every((text) => text.includes('Operation not permitted'))) throw rightsError(folder, owner, myUid)
  throw new DeskError(
    'postgres_cannot_start',
    503,
    `A new data folder cannot be made in ${folder}: ${failures.join(' · ')}`,
    fixFor(failures),
  )
}

async function makeStaging(folder: string, rights: Rights): Promise<string> {
  const staging = `${folder}.new-${process.pid}`
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { mode: 0o700 })
  if (rights.type === 'uid') await chown(staging, rights.uid, rights.gid)
  return staging
}

async function runInitdb(folder: string, initdb: string[]): Promise<string | undefined> {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const rest = ['--username=postgres', '--auth-local=trust', '--auth-host=reject', '--no-instructions', `--pgdata=${folder}`]
  // pg_trgm still asks the C library what a letter is; where that has no C.UTF-8, only latin letters have trigrams.
  for (const ctype of ['C.UTF-8', 'C']) {
    const [program = '', ...args] = [...initdb, ...locale, `--lc-ctype=${ctype}`, ...rest]
    const failure = await promisify(execFile)(program, args, { env: cleanEnv, cwd: folder }).then(() => undefined, readFailure)
    if (!failure?.includes('invalid locale')) return failure
  }
  return 'this machine has no usable locale'
}

/** rename(2) replaces an empty folder and refuses a full one: then another desk's is there already, and as good. */
async function moveIntoPlace(staging: string, folder: string): Promise<void> {
  await rename(staging, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(staging, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  const parent = await open(dirname(folder))
  await parent.sync().finally(() => parent.close())
}

async function removeAbandoned(folder: string): Promise<void> {
  const parent = dirname(folder)
  const prefix = `${basename(folder)}.new-`
  for (const name of await readdir(parent)) {
    const isAbandoned = name.startsWith(prefix) && !(await isAlive(Number(name.slice(prefix.length))))
    if (isAbandoned) await rm(join(parent, name), { recursive: true, force: true })
  }
}

function checkMajor(folder: string, found: number, ours: number): void {
  if (found === ours) return
  throw new DeskError(
    'postgres_major',
    503,
    `The data folder ${folder} is of PostgreSQL ${found}, this desk brings PostgreSQL ${ours}.`,
    `With the desk that brought ${found}: npm run desk -- backup FILE. Then move ${folder} away and run with this one: npm run desk -- restore FILE.`,
  )
}

async function ownerOf(folder: string): Promise<Owner | undefined> {
  return stat(folder).catch(() => undefined)
}

function readFailure(error: { stderr?: string; message: string }): string {
  const text = (error.stderr || error.message).trim()
  return text.split('\n').slice(-3).join(' ')
}

function fixFor(failures: string[]): string {
  const text = failures.join()
  if (text.includes('could not look up effective user')) {
    return 'Give the desk a user that /etc/passwd knows, or set DATABASE_URL to a PostgreSQL server.'
  }
  return 'See that DATA_DIR is on a disk with room and may be written by the desk, then start again.'
}
