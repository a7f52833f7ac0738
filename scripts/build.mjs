// Builds what is not built: the server by tsc, the console and the widget by vite. A stamp of all sources says when there is nothing to do.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'dist', '.stamp')

function stamp() {
  const hash = createHash('sha256')
  const add = (path) => hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else add(path)
    }
  }
  for (const folder of ['src', 'web']) walk(join(root, folder))
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs']) add(join(root, file))
  return hash.digest('hex')
}

export function build({ force = false } = {}) {
  const wanted = stamp()
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false
  const bin = (name) => join(root, 'node_modules', name)
  const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  run(bin('typescript/bin/tsc'), '-p', 'tsconfig.build.json')
  run(bin('vite/bin/vite.js'), 'build', '-c', 'web/widget/vite.config.ts', '--logLevel', 'warn')
  run(bin('vite/bin/vite.js'), 'build', '-c', 'web/console/vite.config.ts', '--logLevel', 'warn')
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, wanted)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ force: process.argv.includes('--force') })
