import type { SeenLetter } from '../mail/customer.js'
import type { MailSandbox } from '../mail/sandbox.js'
import type { Gate } from './gate.js'
import { type Act, faultMs, openArmed, type Pane, type PaneMessage } from './pane.js'

type Parts = {
  readonly mail: MailSandbox
  /** Before SMTP and before IMAP. */
  readonly gates: readonly Gate[]
  readonly address: string
  readonly name: string
}

/** How often a letter is put off: the desk waits twice as long each time, some 10 s in all. */
const putOffTimes = 3

/** One person's mail program, with the letters to and from the desk. */
export function openMailPane({ mail, gates, address, name }: Parts): Pane {
  const armed = openArmed()
  /** With the words alone, as they were typed. */
  const written: { readonly letter: SeenLetter; readonly text: string }[] = []

  const received = () => mail.customer.letters(address)

  function arm(fault: Extract<Act, { type: 'fault' }>['fault'], count: number): void {
    if (fault === 'away') {
      for (const gate of gates) gate.shut(faultMs)
      return
    }
    armed.arm(fault, count)
    if (fault === 'throttled') mail.faults.add('mail', { type: 'answer', status: 451, body: '4.7.1 try again later' }, putOffTimes)
    else mail.faults.add('data', { type: 'cut', when: 'after' })
  }

  async function say({ text, file, subject }: Extract<Act, { type: 'say' }>): Promise<void> {
    const attachments = file ? [{ name: file.name, bytes: file.bytes, type: file.type }] : []
    const from = `"${name.replace(/["\\]/g, '')}" <${address}>`
    const newest = (await received()).at(-1)
    const letter =
      subject === null && newest
        ? await mail.customer.reply(newest, text, { from, attachments })
        : await mail.customer.write({ from, subject: subject ?? '', text, attachments })
    written.push({ letter, text })
  }

  return {
    async view() {
      const got = await received()
      const messages = [
        ...written.map(({ letter, text }) => toMessage(letter, text, true)),
        ...got.map((one) => toMessage(one, one.text, false)),
      ]
      return {
        person: `${name} <${address}>`,
        messages: messages.sort((one, other) => one.at - other.at),
        can: { start: false, edit: false, block: false, reply: got.length > 0 },
        isBlocked: false,
        armed: [...armed.list(got.length), ...(gates.some(({ isShut }) => isShut) ? ['away' as const] : [])],
      }
    },
    async act(act) {
      if (act.type === 'say') await say(act)
      else if (act.type === 'fault') arm(act.fault, (await received()).length)
      else throw new Error('letters cannot do that')
    },
    async file(id) {
      const [messageId, at] = id.split('#')
      const letters = [...written.map(({ letter }) => letter), ...(await received())]
      return letters.find((letter) => letter.messageId === messageId)?.files[Number(at)] ?? null
    },
  }
}

const toMessage = (letter: SeenLetter, text: string, isOwn: boolean): PaneMessage => ({
  id: letter.messageId,
  isOwn,
  subject: letter.subject,
  text,
  buttons: [],
  files: letter.files.map(({ name }, at) => ({ id: `${letter.messageId}#${at}`, name })),
  isEdited: false,
  at: letter.at,
})
