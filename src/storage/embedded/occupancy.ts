import { link, readFile, rename, rmdir, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isPostgresOf } from './processes.js'

/**
 * What postmaster.pid says, checked against the machine.
 * left-behind: a crash forgot the file · running: a live Postgres of this folder; `isReachable` without `isNear` is one whose
 * process is not to be seen from here (another container on the same volume) and must not be signalled.
 */
export type Occupancy =
  | { readonly type: 'free' }
  | { readonly type: 'left-behind'; readonly note: Note }
  | { readonly type: 'running'; readonly note: Note; readonly isNear: boolean }

/** The lines of postmaster.pid (PostgreSQL source, src/include/utils/pidfile.h). */
export type Note = {
  readonly content: string
  readonly pid: number
  readonly socketFolder: string
  readonly state: string
}

export const socketPort = 5432
export const socketName = `.s.PGSQL.${socketPort}`
/** Begins the name of a private socket folder under the system's temporary folder. */
export const socketFolderPrefix = 'otklik-'

export async function readOccupancy(folder: string): Promise<Occupancy> {
  const content = await readNote(folder)
  if (content === undefined) return { type: 'free' }
  const [pid, itsFolder, , , itsSocketFolder = '', , , state] = content.split('\n').map((line) => line.trim())
  // The folder may have been copied from a live one, or be the same under another path: its own socket moves with it, another's is not ours.
  const socketFolder = itsSocketFolder === itsFolder ? folder : itsFolder === folder ? itsSocketFolder : ''
  const note = { content, pid: Math.abs(Number(pid)), socketFolder, state: state || 'starting' }
  if (note.pid > 0 && (await isPostgresOf(folder, note.pid))) return { type: 'running', note, isNear: true }
  if (note.socketFolder && (await answers(join(note.socketFolder, socketName)))) return { type: 'running', note, isNear: false }
  return { type: 'left-behind', note }
}

/**
 * Removes what a crashed Postgres left. Postgres itself would refuse for ever where the number in the file now belongs to
 * another live process. Another desk may have started one since the file was read: then its file is put back.
 */
export async function clearLeftBehind(folder: string, note: Note): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  const aside = `${file}.${process.pid}`
  await rename(file, aside).catch(ignoreMissing)
  const taken = await readFile(aside, 'utf8').catch(() => note.content)
  if (taken !== note.content) await link(aside, file).catch(() => undefined)
  await unlink(aside).catch(ignoreMissing)
  if (taken === note.content && note.socketFolder) await removeSocket(note.socketFolder)
}

async function removeSocket(socketFolder: string): Promise<void> {
  await unlink(join(socketFolder, socketName)).catch(() => undefined)
  await unlink(join(socketFolder, `${socketName}.lock`)).catch(() => undefined)
}

/** Removes a socket's folder where it is one of ours under the temporary folder, and empty. */
export async function removeFolder(socketFolder: string): Promise<void> {
  if (basename(socketFolder).startsWith(socketFolderPrefix)) await rmdir(socketFolder).catch(() => undefined)
}

/** Postgres makes the file first and fills it a moment later: an empty one gets that moment. */
async function readNote(folder: string): Promise<string | undefined> {
  const read = () => readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const content = await read()
  if (content !== '') return content
  await setTimeout(300)
  return read()
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
