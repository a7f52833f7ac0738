import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileIntake, StoredFile } from '../core/channel.js'
import { DeskError } from '../core/desk-error.js'
import { readFileKind } from './file-kind.js'
import { cleanFileName } from './file-name.js'

/** Bytes on the local disk, each content once, named by its hash (`stored`). Which message they belong to is the ledger's business. */
export type FileStore = {
  /**
   * Durable when it resolves. Throws DeskError file_too_large (413), file_empty and file_type_refused (415); then nothing is left behind.
   * `name` comes out cleaned and `contentType` is what the bytes are.
   */
  readonly put: FileIntake['put']
  /** null when there are no such bytes. */
  read(stored: string): Promise<Readable | null>
  /**
   * Removes what is older than `before` and no row speaks of, and uploads that a crash cut short. `findKnown` answers those of the given
   * that the ledger knows. Returns how many files went. Files put meanwhile are safe.
   */
  sweep(before: Date, findKnown: (stored: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>
}

const fileLimitBytes = 20 * 1024 * 1024

export async function openFileStore(folder: string, limitBytes = fileLimitBytes): Promise<FileStore> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const shelfOf = (stored: string) => join(folder, stored.slice(0, 2))
  const pathOf = (stored: string) => join(shelfOf(stored), stored)
  return {
    async put(content, claimed) {
      const temp = join(incoming, randomUUID())
      try {
        const { stored, sizeBytes } = await receive(content, temp, limitBytes)
        const file = await describe(temp, { stored, sizeBytes, name: cleanFileName(claimed.name) })
        await mkdir(shelfOf(stored), { recursive: true, mode: 0o700 })
        await rename(temp, pathOf(stored))
        await Promise.all([sync(shelfOf(stored)), sync(folder)])
        return file
      } finally {
        await rm(temp, { force: true })
      }
    },
    async read(stored) {
      if (!isStored(stored) || !(await exists(pathOf(stored)))) return null
      return createReadStream(pathOf(stored))
    },
    async sweep(before, findKnown) {
      await removeOlder(incoming, await readdir(incoming), before)
      let removed = 0
      for (const shelf of (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        const old = await listOlder(join(folder, shelf), before)
        const known = old.length > 0 ? await findKnown(old) : new Set<string>()
        for (const stored of old)
          if (!known.has(stored) && (await removeOrphan(pathOf(stored), join(incoming, randomUUID()), before))) removed += 1
      }
      return removed
    },
  }
}

const isStored = (stored: string): boolean => /^[0-9a-f]{64}$/.test(stored)

async function receive(
  content: Readable,
  temp: string,
  limitBytes: number,
): Promise<{ readonly stored: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const measure = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) throw tooLarge(limitBytes)
      hash.update(chunk)
      yield chunk
    }
  }
  // flush: the bytes are on the disk before the file gets its name.
  await pipeline(content, measure, createWriteStream(temp, { flags: 'wx', mode: 0o600, flush: true }))
  return { stored: hash.digest('hex'), sizeBytes }
}

async function describe(temp: string, { stored, sizeBytes, name }: Omit<StoredFile, 'contentType'>): Promise<StoredFile> {
  if (sizeBytes === 0) throw new DeskError('file_empty', 415, `The file ${name} is empty.`, 'Choose the file again and send it once more.')
  const { contentType, isProgram } = await readFileKind(temp, name)
  if (isProgram) {
    throw new DeskError('file_type_refused', 415, `The file ${name} is a program.`, 'Send a picture, a video, a document or an archive.')
  }
  return { stored, sizeBytes, name, contentType }
}

const tooLarge = (limitBytes: number) =>
  new DeskError(
    'file_too_large',
    413,
    `A file may have at most ${Math.floor(limitBytes / 1024 / 1024)} MB.`,
    'Send a smaller one or a link to it.',
  )

/**
 * Set aside first, then looked at again: bytes that were put a moment ago for a row that is about to be written have a fresh date, and go
 * back to their place.
 */
async function removeOrphan(path: string, aside: string, before: Date): Promise<boolean> {
  await rename(path, aside)
  const isFresh = (await stat(aside)).mtime >= before
  if (isFresh) await rename(aside, path)
  else await rm(aside)
  return !isFresh
}

async function listOlder(folder: string, before: Date): Promise<readonly string[]> {
  const old: string[] = []
  for (const name of await readdir(folder)) if ((await stat(join(folder, name))).mtime < before) old.push(name)
  return old
}

async function removeOlder(folder: string, names: readonly string[], before: Date): Promise<void> {
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found && found.mtime < before) await rm(join(folder, name), { force: true })
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** A rename is durable only when its folder is. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
