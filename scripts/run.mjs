// `npm start` and `npm run desk`: builds what must be built, then becomes the desk or a command of it. Signals go to the child, its exit code comes back.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [entry = 'main.js', ...args] = process.argv.slice(2)

const started = Date.now()
const isFirst = !existsSync(join(root, 'dist', '.stamp'))
if (isFirst && entry === 'main.js') console.log('Building the desk, once …')
if (build() && entry === 'main.js') console.log(`Built in ${((Date.now() - started) / 1000).toFixed(0)} s.`)

const envFile = join(root, '.env')
const env = existsSync(envFile) ? [`--env-file=${envFile}`] : []
const child = spawn(process.execPath, ['--enable-source-maps', ...env, join(root, 'dist', entry), ...args], { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
