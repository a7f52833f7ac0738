import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Who may import whom: a star around core. A room that is not named here may be imported by desk.ts alone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'core/model': ['core/model'],
  core: ['core', 'core/model'],
  channels: ['core', 'core/model', 'channels'],
  flows: ['core/model', 'flows'],
  templates: ['core/model', 'templates'],
  assist: ['core', 'core/model', 'assist'],
  storage: ['core', 'core/model', 'storage'],
  staff: ['core', 'core/model', 'staff'],
  jobs: ['core', 'core/model', 'jobs'],
  http: ['core', 'core/model', 'http'],
  sandbox: ['sandbox'],
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

function roomOf(file: string): string {
  const [first = '', second] = file.split('/')
  if (!file.includes('/')) return 'top'
  return first === 'core' && second === 'model' && file.split('/').length > 2 ? 'core/model' : first
}

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/(?:^|\s)(?:import|export)[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )

it('rooms import only what their place in the star allows', () => {
  const broken = files.flatMap((file) => {
    const room = roomOf(file)
    if (room === 'top' || room === 'cli') return []
    return importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => relative(join(root, 'src'), resolve(root, 'src', dirname(file), target)))
      .filter((target) => !(mayImport[room] ?? []).includes(roomOf(target)))
      .map((target) => `${file} imports ${target}: ${room} may not know ${roomOf(target)}`)
  })
  expect(broken).toEqual([])
})

it('one channel does not know another', () => {
  const broken = files
    .filter((file) => /^channels\/[^/]+\//.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(join(root, 'src'), resolve(root, 'src', dirname(file), target)))
        .filter(
          (target) =>
            target.startsWith('channels/') && !target.startsWith('channels/shared/') && target.split('/')[1] !== file.split('/')[1],
        )
        .map((target) => `${file} imports ${target}: a channel may not know another`),
    )
  expect(broken).toEqual([])
})

it('core needs no library but what Node brings for hashing, streams and waiting', () => {
  const allowed = new Set(['node:crypto', 'node:stream', 'node:timers/promises'])
  const broken = files
    .filter((file) => file.startsWith('core/'))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith('.') && !allowed.has(target))
        .map((target) => `${file} imports ${target}`),
    )
  expect(broken).toEqual([])
})

it('pages take types of the contract and nothing else from the server', () => {
  const pages = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const broken = pages.flatMap((file) => {
    const text = readFileSync(join(root, 'web', file), 'utf8')
    return [...text.matchAll(/import (type )?[^'"]*?from '([^']*\/src\/[^']*)'/g)]
      .filter((match) => !match[1] || !match[2]?.endsWith('/src/http/contract'))
      .map((match) => `web/${file} imports ${match[2]}`)
  })
  expect(broken).toEqual([])
})
