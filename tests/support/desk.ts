import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../src/config.js'
import { type Desk, startDesk } from '../../src/desk.js'
import { openTestDatabase, type TestDatabase } from './database.js'

export type TestDesk = {
  readonly desk: Desk
  readonly url: string
  readonly database: TestDatabase
  /** The desk's clock: real time plus what `move` added. */
  readonly clock: { now(): string; move(ms: number): void }
  /** Everything under way in this process is done, the due things too. */
  settle(): Promise<void>
  converse(): Promise<Conversation>
  close(): Promise<void>
}

export type Said = {
  readonly id: string
  readonly from: { readonly id: string; readonly role?: string }
  readonly text: string
  readonly choices: readonly { title: string; value: string }[]
}

/** A customer at the web chat, over the real protocol. */
export type Conversation = {
  readonly id: string
  readonly token: string
  say(
    text: string,
    more?: { readonly value?: string; readonly clientActivityId?: string },
  ): Promise<{ readonly status: number; readonly id: string }>
  /** What the desk said, oldest first. */
  heard(): Promise<readonly Said[]>
  all(): Promise<readonly Said[]>
  /** Presses the choice with this title on the newest message that offers it. */
  press(title: string): Promise<void>
}

export type TestDeskOptions = { readonly env?: Readonly<Record<string, string>>; readonly hasQueue?: boolean; readonly sweepMs?: number }

/** The whole desk on a database of its own: real Postgres, real HTTP, real channel; without a queue unless asked, and swept by hand. */
export async function openTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-test-'))
  const port = await freePort()
  let ahead = 0
  const clock = {
    now: () => new Date(Date.now() + ahead).toISOString(),
    move: (ms: number) => {
      ahead += ms
    },
  }
  const { config, secrets } = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: database.databaseUrl,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  const desk = await startDesk({
    config,
    secrets,
    overrides: {
      clock,
      hasQueue: options.hasQueue ?? false,
      sweepMs: options.sweepMs ?? 3_600_000,
      log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    },
  })
  const settle = async (): Promise<void> => {
    await desk.drain()
    await desk.sweep()
    await desk.drain()
  }
  return {
    desk,
    url: config.publicUrl,
    database,
    clock,
    settle,
    converse: () => converse(config.publicUrl, desk, settle),
    async close() {
      await desk.stop()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function converse(url: string, desk: Desk, settle: () => Promise<void>): Promise<Conversation> {
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
  const started = await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers: headers(desk.directLineSecret), body: '{}' })
  const { conversationId: id, token } = (await started.json()) as { conversationId: string; token: string }
  const activities = `${url}/v3/directline/conversations/${id}/activities`

  const all = async (): Promise<readonly Said[]> => {
    await settle()
    const answer = (await (await fetch(activities, { headers: headers(token) })).json()) as { activities: RawActivity[] }
    return answer.activities.map((activity) => ({
      id: activity.id,
      from: activity.from,
      text: activity.text ?? '',
      choices: (activity.suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, value })),
    }))
  }
  const heard = async (): Promise<readonly Said[]> => (await all()).filter((one) => one.from.role === 'bot')
  const say: Conversation['say'] = async (text, { value, clientActivityId } = {}) => {
    const channelData = { ...(clientActivityId && { clientActivityID: clientActivityId }), ...(value !== undefined && { postBack: true }) }
    const body = JSON.stringify({ type: 'message', from: { id: 'visitor' }, text, ...(value !== undefined && { value }), channelData })
    const answer = await fetch(activities, { method: 'POST', headers: headers(token), body })
    return { status: answer.status, id: ((await answer.json()) as { id?: string }).id ?? '' }
  }
  return {
    id,
    token,
    say,
    heard,
    all,
    async press(title) {
      const offer = (await heard()).findLast((one) => one.choices.some((choice) => choice.title === title))
      const choice = offer?.choices.find((one) => one.title === title)
      if (!choice) throw new Error(`nobody offers «${title}»: ${JSON.stringify((await heard()).map((one) => [one.text, one.choices]))}`)
      await say(choice.title, { value: choice.value })
      await settle()
    },
  }
}

type RawActivity = {
  id: string
  from: { id: string; role?: string }
  text?: string
  suggestedActions?: { actions: { title: string; value: string }[] }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
