import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeskError } from '../../src/core/desk-error.js'
import { type FileStore, openFileStore } from '../../src/storage/files.js'

let folder: string
let store: FileStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otklik-files-'))
  store = await openFileStore(folder, 1_000)
})
afterEach(() => rm(folder, { recursive: true }))

const put = (content: Buffer | string | readonly Buffer[], name = 'a.bin', contentType = 'application/octet-stream') =>
  store.put(Readable.from(Array.isArray(content) ? content : [Buffer.from(content as Buffer)]), { name, contentType })
const kept = async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
const readBack = async (stored: string) => {
  const content = await store.read(stored)
  return content && (await buffer(content)).toString()
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, status }: DeskError) => ({ code, status }),
  )

describe('a file that is put', () => {
  test('is kept under the hash of its bytes, for this user alone and never to be run', async () => {
    const file = await put('hello', 'привет.txt')
    expect(file).toEqual({
      stored: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      name: 'привет.txt',
      contentType: 'text/plain',
      sizeBytes: 5,
    })
    const [path = ''] = await kept()
    expect(path).toBe(join(folder, '2c', file.stored))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readBack(file.stored)).toBe('hello')
  })

  test('twice, also at once and under other names, is kept once', async () => {
    const files = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => put('same', name)))
    expect(new Set(files.map(({ stored }) => stored)).size).toBe(1)
    expect(files.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(await kept()).toHaveLength(1)
  })

  test('may be just as large as the limit', async () => {
    expect((await put([Buffer.alloc(600), Buffer.alloc(400)])).sizeBytes).toBe(1_000)
  })

  test.each([
    ['too large', [Buffer.alloc(600), Buffer.alloc(401)], 'a', { code: 'file_too_large', status: 413 }],
    ['without end', Array.from({ length: 10_000 }, () => Buffer.alloc(100)), 'a', { code: 'file_too_large', status: 413 }],
    ['empty', [], 'a', { code: 'file_empty', status: 415 }],
    ['a Windows program', [Buffer.from('MZ\x90\0'.padEnd(80, '\0'), 'latin1')], 'photo.jpg', { code: 'file_type_refused', status: 415 }],
    [
      'a Linux program',
      [Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(80)])],
      'photo.jpg',
      { code: 'file_type_refused', status: 415 },
    ],
    ['a shell script', [Buffer.from('#!/bin/sh')], 'photo.jpg', { code: 'file_type_refused', status: 415 }],
    ['runnable by its name', [Buffer.from('WScript.Echo 1')], 'photo.jpg.vbs', { code: 'file_type_refused', status: 415 }],
    ['runnable by a name with hidden marks', [Buffer.from('x')], 'photo.e\u200bx\u202ee .', { code: 'file_type_refused', status: 415 }],
  ])('is refused when it is %s, and nothing is left', async (_what, content, name, expected) => {
    expect(await refusal(put(content, name))).toEqual(expected)
    expect(await kept()).toEqual([])
  })

  test('leaves nothing when its sender goes away in the middle', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('connection lost')
      })(),
    )
    await expect(store.put(broken, { name: 'a', contentType: '' })).rejects.toThrow('connection lost')
    expect(await kept()).toEqual([])
  })

  test.each([
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'), 'a.html', 'text/html'],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'a.exe.png', 'application/x-msdownload'],
    ['application/pdf', Buffer.from('%PDF-1.7\n'), 'a.png', 'image/png'],
    ['application/zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'photo.jpg', 'image/jpeg'],
    ['text/plain', Buffer.from('<svg onload=alert(1)>'), 'a.svg', 'image/svg+xml; x'],
    ['text/plain', Buffer.from('<html>'), 'a.html', 'text/html'],
    ['text/plain', Buffer.from('ж'.repeat(499)), 'a', 'image/png'],
    ['application/octet-stream', Buffer.from([0, 1, 2, 3]), 'a.png', 'image/png'],
    ['application/octet-stream', Buffer.from([0xc3, 0x28, 0x80]), 'a.txt', 'text/plain'],
  ])('is %s by its bytes, whatever is claimed', async (contentType, bytes, name, claimed) => {
    expect((await put(bytes, name, claimed)).contentType).toBe(contentType)
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['\u200b.htaccess', 'htaccess'],
    ['a.php\0.png', 'a.php.png'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['contract.pdf', 'contract.pdf'],
    ['photo\u202egpj.png', 'photogpj.png'],
    ['и\u0306од.txt', 'йод.txt'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['line\nbreak\u2028.txt', 'linebreak.txt'],
    ['  spaces  and dots...  ', 'spaces and dots'],
    ['投诉单.pdf', '投诉单.pdf'],
    ['\ud800', 'file'],
    ['', 'file'],
    ['...', 'file'],
    ['/', 'file'],
    [`${'я'.repeat(5_000)}.jpeg`, `${'я'.repeat(115)}.jpeg`],
    ['.'.repeat(5_000), 'file'],
  ])('called %j is called %j', async (name, clean) => {
    expect((await put('x', name)).name).toBe(clean)
  })
})

describe('a file that is read', () => {
  test.each(['../../../etc/passwd', '', 'incoming', '0'.repeat(64), '2C'.repeat(32)])('is nothing when asked for %j', async (stored) => {
    await writeFile(join(folder, 'secret'), 'x')
    expect(await store.read(stored)).toBeNull()
  })
})

describe('the sweep', () => {
  const old = new Date('2020-01-01')
  const age = async (paths: readonly string[]) => {
    for (const path of paths) await utimes(path, old, old)
  }
  const yesterday = () => new Date(Date.now() - 86_400_000)

  test('takes what is old and unknown to the ledger and what a crash has left, and nothing else', async () => {
    const [known, orphan] = [await put('known'), await put('orphan')]
    await writeFile(join(folder, 'incoming', 'cut-short'), 'half')
    await age(await kept())
    const fresh = await put('fresh')
    await writeFile(join(folder, 'incoming', 'under-way'), 'half')
    expect(await store.sweep(yesterday(), async () => new Set([known.stored]))).toBe(1)
    expect(await readBack(known.stored)).toBe('known')
    expect(await readBack(fresh.stored)).toBe('fresh')
    expect(await readBack(orphan.stored)).toBeNull()
    expect((await readdir(join(folder, 'incoming'))).sort()).toEqual(['under-way'])
  })

  test('spares what is put again while it looks', async () => {
    const { stored } = await put('again')
    await age(await kept())
    const asked: (readonly string[])[] = []
    const removed = await store.sweep(yesterday(), async (candidates) => {
      asked.push(candidates)
      await put('again')
      return new Set()
    })
    expect({ asked, removed }).toEqual({ asked: [[stored]], removed: 0 })
    expect(await readBack(stored)).toBe('again')
    expect(await kept()).toHaveLength(1)
  })
})
