// Starts the built desk as a stranger would, on the Node that runs this file, sends one complaint over Direct Line and expects its acknowledgement.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'otklik-try-'))
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
const url = `http://127.0.0.1:${port}`
const { DATABASE_URL, REDIS_URL, ...clean } = process.env
const desk = spawn(process.execPath, [join(root, 'dist/main.js')], {
  env: { ...clean, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' },
  stdio: 'inherit',
})
const ended = new Promise((resolve) => desk.on('exit', resolve))

async function until(what, seconds, ask) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await ask().catch(() => undefined)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not come within ${seconds} s`)
}

let code = 0
try {
  await until('the desk', 60, async () => (await fetch(`${url}/readyz`)).ok)
  const { directLineSecret } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  const started = await fetch(`${url}/v3/directline/conversations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${directLineSecret}` },
  })
  const { conversationId, token } = await started.json()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const activities = `${url}/v3/directline/conversations/${conversationId}/activities`
  await fetch(activities, {
    method: 'POST',
    headers,
    body: JSON.stringify({ type: 'message', from: { id: 'customer' }, text: 'Мне привезли разбитый телефон, верните деньги!' }),
  })
  const acknowledgement = await until('the acknowledgement', 10, async () => {
    const { activities: said } = await (await fetch(activities, { headers })).json()
    return said.find((one) => one.from.role === 'bot' && /№ \d{6}/.test(one.text))?.text
  })
  console.log(`${process.version}: ${acknowledgement.split('\n')[0]}`)
} catch (reason) {
  console.error(reason)
  code = 1
} finally {
  desk.kill('SIGTERM')
  await ended
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(code)
