import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { readConfig } from '../config.js'
import { type Desk, startDesk } from '../desk.js'
import { type MailSandbox, openMailSandbox } from '../sandbox/mail/sandbox.js'
import { type Gate, openGate } from '../sandbox/play/gate.js'
import { openMailPane } from '../sandbox/play/mail-pane.js'
import { openPlay } from '../sandbox/play/play.js'
import { openTelegramPane } from '../sandbox/play/telegram-pane.js'
import { openVkPane } from '../sandbox/play/vk-pane.js'
import { openTelegramSandbox, type TelegramSandbox } from '../sandbox/telegram/index.js'
import { openVkSandbox, type VkSandbox } from '../sandbox/vk/sandbox.js'

export type SandboxOptions = {
  readonly dataDir: string
  /** null: 8090, or a free one when that is taken. */
  readonly port: number | null
  /** Settings of the desk by their environment names; nothing else of the environment comes in. */
  readonly settings?: Readonly<Record<string, string | undefined>>
  readonly log?: Logger
}

export interface Sandbox {
  readonly desk: Desk
  readonly telegram: TelegramSandbox
  readonly vk: VkSandbox
  readonly mail: MailSandbox
  readonly playUrl: string
  /** Who writes in Telegram and VK, and from which address. */
  readonly people: { readonly chat: number; readonly vkId: number; readonly address: string }
  stop(): Promise<void>
}

const people = {
  ru: [
    { firstName: 'Анна', lastName: 'Соколова' },
    { firstName: 'Мария', lastName: 'Иванова' },
    { firstName: 'Ольга', lastName: 'Кузнецова' },
  ],
  en: [
    { firstName: 'Anna', lastName: 'Smith' },
    { firstName: 'Mary', lastName: 'Brown' },
    { firstName: 'Olga', lastName: 'Miller' },
  ],
  zh: [
    { firstName: 'Fang', lastName: 'Wang' },
    { firstName: 'Na', lastName: 'Li' },
    { firstName: 'Min', lastName: 'Zhang' },
  ],
} as const

/** Starts the stand-ins and a desk of its own whose adapters talk to them, and waits until it listens to all three. */
export async function startSandbox({ dataDir, port, settings = {}, log }: SandboxOptions): Promise<Sandbox> {
  const opened: { close(): Promise<void> }[] = []
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    opened.unshift(part)
    return part
  }
  const closeAll = async () => {
    for (const part of opened) await part.close()
  }
  try {
    const telegram = keep(await openTelegramSandbox())
    const vk = keep(await openVkSandbox())
    const mail = keep(await openMailSandbox())
    const gate = async (url: string): Promise<Gate> => keep(await openGate(Number(new URL(url).port)))
    const [telegramGate, smtpGate, imapGate] = [await gate(telegram.apiRoot), await gate(mail.smtpUrl), await gate(mail.imapUrl)]
    const { config, secrets } = readConfig({
      ...settings,
      DATA_DIR: dataDir,
      PORT: String(port ?? (await freePort(8_090))),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: through(telegramGate, telegram.apiRoot),
      VK_TOKEN: vk.token,
      VK_GROUP_ID: String(vk.groupId),
      VK_API_ROOT: vk.apiRoot,
      IMAP_URL: through(imapGate, mail.imapUrl),
      SMTP_URL: through(smtpGate, mail.smtpUrl),
      MAIL_FROM: mail.desk,
    })
    const desk = await startDesk({ config, secrets, ...(log && { overrides: { log } }) })
    keep({ close: () => desk.stop() })
    await listensTo(telegram, vk, mail)

    // The ledger outlives the stand-ins, so everybody in them is somebody new each time.
    const id = Math.floor(Date.now() / 1_000)
    const [one, two, three] = people[config.language]
    const address = 'olga@mail.example'
    const panes = {
      telegram: openTelegramPane({ telegram, gate: telegramGate, chat: id, person: one }),
      vk: openVkPane({ vk, id, person: two }),
      mail: openMailPane({ mail, gates: [smtpGate, imapGate], address, name: `${three.firstName} ${three.lastName}` }),
    }
    const play = keep(await openPlay({ panes, links: { console: `${desk.url}/`, chat: `${desk.url}/chat`, setUp: desk.setUpUrl } }))
    return { desk, telegram, vk, mail, playUrl: play.url, people: { chat: id, vkId: id, address }, stop: closeAll }
  } catch (reason) {
    await closeAll()
    throw reason
  }
}

function through({ port }: Gate, url: string): string {
  const gated = new URL(url)
  gated.port = String(port)
  return gated.href
}

/** What was said before the desk listened for the first time is none of its business, so nobody may speak before. */
async function listensTo(telegram: TelegramSandbox, vk: VkSandbox, mail: MailSandbox): Promise<void> {
  const patientUntil = Date.now() + 20_000
  const deaf = (): readonly string[] => [
    ...(telegram.asked.some(({ method }) => method === 'getUpdates') ? [] : ['Telegram']),
    ...(vk.calls.some(({ method }) => method === 'groups.getLongPollServer') ? [] : ['VK']),
    ...(mail.isWatched(mail.desk) ? [] : ['the mailbox']),
  ]
  while (deaf().length > 0) {
    if (Date.now() > patientUntil) throw new Error(`The desk does not listen to ${deaf().join(', ')}; its log says why.`)
    await wait(20)
  }
}

/** The wanted port, or any free one. */
async function freePort(wanted: number): Promise<number> {
  const tryAt = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer().once('error', () => resolve(null))
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
      })
    })
  return (await tryAt(wanted)) ?? (await tryAt(0)) ?? wanted
}
