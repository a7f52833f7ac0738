import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readKeys } from '../../src/secrets.js'

const none = {
  databaseUrl: undefined,
  redisUrl: undefined,
  secretKey: undefined,
  directLineSecret: undefined,
  admin: undefined,
  accounts: {},
}
let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'otklik-keys-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

describe('keys that nobody set', () => {
  it('are made once, whoever starts at the same time, and kept for their owner alone', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => readKeys(join(dataDir, 'new'), none)))
    expect(new Set(keys.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await readKeys(join(dataDir, 'new'), none)).toEqual(keys[0])
    expect(await readdir(join(dataDir, 'new'))).toEqual(['secrets.json'])
    expect((await stat(join(dataDir, 'new', 'secrets.json'))).mode & 0o777).toBe(0o600)
  })

  it('are made though a desk died while it wrote them down', async () => {
    await writeFile(join(dataDir, 'secrets.json.4711-00'), '{"secretKey":"ha')
    expect((await readKeys(dataDir, none)).secretKey.length).toBeGreaterThan(40)
  })

  it('give way to what was set', async () => {
    const secretKey = 'k'.repeat(32)
    expect(await readKeys(dataDir, { ...none, secretKey })).toMatchObject({ secretKey })
    expect(await readKeys(dataDir, { ...none, secretKey, directLineSecret: 'd'.repeat(8) })).toEqual({
      secretKey,
      directLineSecret: 'd'.repeat(8),
    })
  })
})
