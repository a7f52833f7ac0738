import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Secrets } from './config.js'

export type Keys = { readonly secretKey: string; readonly directLineSecret: string }

const kept = z.object({ secretKey: z.string().min(32), directLineSecret: z.string().min(8) })

/** The keys that were set, else those made at the first start and kept in DATA_DIR/secrets.json, readable by its owner only. */
export async function readKeys(dataDir: string, secrets: Secrets): Promise<Keys> {
  const { secretKey, directLineSecret } = secrets
  if (secretKey !== undefined && directLineSecret !== undefined) return { secretKey, directLineSecret }
  const own = await keptKeys(join(dataDir, 'secrets.json'), dataDir)
  return { secretKey: secretKey ?? own.secretKey, directLineSecret: directLineSecret ?? own.directLineSecret }
}

async function keptKeys(path: string, dataDir: string): Promise<Keys> {
  await mkdir(dataDir, { recursive: true })
  const found = await readFile(path, 'utf8').catch(() => null)
  if (found === null) await makeKeys(path, dataDir)
  return kept.parse(JSON.parse(found ?? (await readFile(path, 'utf8'))))
}

/** Written aside and linked into place: a desk that dies while it writes, or a second one that starts at once, never reads half a file. */
async function makeKeys(path: string, dataDir: string): Promise<void> {
  const made = { secretKey: randomBytes(32).toString('base64url'), directLineSecret: randomBytes(24).toString('base64url') }
  const aside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  const file = await open(aside, 'wx', 0o600)
  await file.writeFile(JSON.stringify(made))
  await file.sync()
  await file.close()
  await link(aside, path).catch((reason: NodeJS.ErrnoException) => {
    // Another process was faster; its keys are as good.
    if (reason.code !== 'EEXIST') throw reason
  })
  await rm(aside)
  // The ledger will be bound to these keys, so the name must be on the disk before it is.
  const folder = await open(dataDir)
  await folder.sync()
  await folder.close()
}
