import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
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
  try {
    const file = await open(path, 'wx', 0o600)
    const made = { secretKey: randomBytes(32).toString('base64url'), directLineSecret: randomBytes(24).toString('base64url') }
    await file.writeFile(JSON.stringify(made))
    await file.sync()
    await file.close()
    return made
  } catch (reason) {
    if (!(reason instanceof Error && 'code' in reason && reason.code === 'EEXIST')) throw reason
    return kept.parse(JSON.parse(await readFile(path, 'utf8')))
  }
}
