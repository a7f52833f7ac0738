import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const notOurs = new Set(['node_modules', 'dist', 'data', '.git'])

function listPages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : listPages(path)
    return entry.name.endsWith('.md') ? [relative(root, path)] : []
  })
}

const read = (page: string): string => readFileSync(join(root, page), 'utf8')
const foldersIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`)

const pages = listPages(root)
/** Words in a page's fences are examples, not claims. */
const prose = (page: string): string => read(page).replace(/^```.*?^```/gms, '')

describe('every page', () => {
  it('links to files that exist', () => {
    const dead = pages.flatMap((page) =>
      [...prose(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((link) => !existsSync(join(root, dirname(page), decodeURI(link))))
        .map((link) => `${page} links to ${link}`),
    )
    expect(dead).toEqual([])
  })

  it('names commands that exist', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
    const known = [...read('src/cli/desk.ts').matchAll(/meta: \{\s*name: '(\w+)'/g)].map((match) => match[1])
    expect(known).toContain('journal')
    const unknown = pages.flatMap((page) => [
      ...namesIn(page, /npm run (?:-s )?([a-z][\w:]*)/g).filter((name) => !(name in scripts)),
      ...namesIn(page, /npm run (?:-s )?desk -- (\w+)/g).filter((name) => !known.includes(name)),
    ])
    expect(unknown).toEqual([])
  })
})

const namesIn = (page: string, pattern: RegExp): string[] => [...read(page).matchAll(pattern)].map((match) => match[1] ?? '')

describe('the rooms', () => {
  const told = [...(read('ARCHITECTURE.md').split('## Rooms')[1] ?? '').matchAll(/^\| (`.+?`) \|/gm)]
    .flatMap((match) => match[1]?.match(/[\w/.-]+/g) ?? [])
    .map((name) => name.replace(/\/x$/, ''))
    .map((name) => (name.startsWith('web/') ? name : `src/${name}`))

  it('of ARCHITECTURE.md exist', () => {
    expect(told).toContain('src/core/model')
    expect(told.filter((room) => !existsSync(join(root, room)))).toEqual([])
  })

  it('are all in ARCHITECTURE.md, but for the commands', () => {
    const missing = [...foldersIn('src'), ...foldersIn('web')].filter((room) => !told.includes(room))
    expect(missing).toEqual(['src/cli'])
  })

  it('say in at most 15 lines what lives there, what may not, and where to start', () => {
    const channels = foldersIn('src/channels').filter((folder) => !folder.endsWith('/shared'))
    const rooms = [...foldersIn('src'), ...foldersIn('web'), ...channels, 'src/core/model', 'tests', 'bench']
    expect(rooms.filter((room) => !existsSync(join(root, room, 'README.md')))).toEqual([])
    const long = pages.filter((page) => page.endsWith('/README.md') && read(page).trimEnd().split('\n').length > 15)
    expect(long).toEqual([])
  })
})

describe('the mission map', () => {
  const rows = read('docs/mission-map.md')
    .split('\n')
    .filter((row) => /^\| \d/.test(row))
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, line, , where = '', shown = '']) => ({ line: Number(line), where, shown }))

  it('has a row for each of the 122 lines, in their order', () => {
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 122 }, (_, index) => index + 1))
  })

  it('points at code and tests that exist', () => {
    const codeOf = (path: string): string[] => [join(root, 'src', path), join(root, path)]
    const testOf = (path: string): string[] => [join(root, 'tests', `${path}.test.ts`)]
    const gone = rows.flatMap(({ line, where, shown }) => [
      ...pathsIn(where, codeOf).map((path) => `line ${line}: there is no ${path}`),
      ...pathsIn(shown, testOf).map((path) => `line ${line}: there is no test ${path}`),
    ])
    expect(gone).toEqual([])
  })

  it('shows by a test what works, and names what the rest waits for', () => {
    const waits = /issue [3-7]|later/
    const tests = /`[\w-]+(\/[\w-]+)+`/
    const idle = rows.filter(({ where, shown }) => !waits.test(shown) && (where === '–' || !tests.test(shown)))
    expect(idle.map(({ line }) => line)).toEqual([])
  })
})

/** The backticked paths of a cell that lead nowhere; words without a slash or an ending are no paths. */
function pathsIn(cell: string, placesOf: (path: string) => readonly string[]): string[] {
  const paths = [...cell.matchAll(/`([\w./-]+)`/g)].map((match) => match[1] ?? '').filter((path) => /^[a-z].*[/.]/.test(path))
  return paths.filter((path) => !placesOf(path).some((place) => existsSync(place)))
}
