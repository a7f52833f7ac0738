import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { freePort } from '../support/desk.js'
import { until } from '../support/until.js'

const root = resolve(import.meta.dirname, '../..')

export type BuiltDesk = {
  readonly url: string
  readonly setUpUrl: string
  readonly directLineSecret: string
  stop(): Promise<number | null>
}

/** The built desk as a stranger starts it: nothing set but a port and a folder, the ledger embedded. */
export async function startBuiltDesk(env: Readonly<Record<string, string>> = {}): Promise<BuiltDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-e2e-'))
  const port = await freePort()
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...clean } = process.env
  const desk: ChildProcess = spawn(process.execPath, [join(root, 'dist/main.js')], {
    env: { ...clean, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  desk.stdout?.on('data', (chunk) => {
    said += String(chunk)
  })
  const ended = new Promise<number | null>((resolve) => desk.on('exit', resolve))
  const findLink = (): string | undefined => /http\S+set-up\?token=\S+/.exec(said)?.[0]
  await until('the set-up link is printed', () => findLink() !== undefined, 60_000)
  const setUpUrl = findLink() ?? ''
  return {
    url: `http://127.0.0.1:${port}`,
    setUpUrl,
    directLineSecret: JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).directLineSecret,
    async stop() {
      desk.kill('SIGTERM')
      const code = await ended
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export type Look = { readonly width?: number; readonly height?: number; readonly locale?: string; readonly colorScheme?: 'light' | 'dark' }

/** A page that fails the test when anything on it runs into an error nobody expected. */
export async function openPage(browser: Browser, look: Look = {}): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const { width = 1440, height = 900, locale = 'ru-RU', colorScheme = 'light' } = look
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme,
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|409)/.test(message.text())) faults.push(message.text())
  })
  return { page, context, faults }
}

/** Pictures for the README and for whoever wants to look: where OTKLIK_SCREENS says, else nowhere. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.OTKLIK_SCREENS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
