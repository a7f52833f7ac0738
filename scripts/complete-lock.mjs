#!/usr/bin/env node
// Completes package-lock.json after a change of dependencies: a registry that does not serve every platform's package makes
// `npm install` leave such optional packages out of the lock in silence, and `npm ci` then fails with "Missing: … from lock file".
// Each optionalDependency without an entry of its own gets one (version, optional, os, cpu). Run: node complete-lock.mjs [package-lock.json]
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = {
  android: 'android',
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  aix: 'aix',
}
let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue
    const os = Object.entries(systems).find(([word]) => new RegExp(`[-/]${word}(-|$)`).test(name))?.[1]
    const cpu = /(arm64|x64|ia32|ppc64|s390x|riscv64|loong64|arm|wasm32)/.exec(name)?.[1]
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    }
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${file}: ${added} entries added`)
