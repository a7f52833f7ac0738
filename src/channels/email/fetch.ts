import { Readable } from 'node:stream'
import { SendError } from '../../core/channel.js'
import { letterLimitBytes, openMailbox, toImapError } from './imap.js'
import type { Runner } from './parse-runner.js'
import type { EmailSettings } from './settings.js'
import { readRemote } from './source-line.js'

const fileLimitBytes = 20_000_000

/** The bytes of one part of a letter, from the mailbox where it still lies. Throws SendError: `refused` when it is gone or too large. */
export async function fetchFile(
  remote: string,
  { settings, runner }: { readonly settings: EmailSettings; readonly runner: Runner },
  signal: AbortSignal,
): Promise<Readable> {
  const place = readRemote(remote)
  if (!place) throw new SendError('refused', 'this letter cannot be found again')
  const raw = await fetchSource(settings, place, signal)
  const heard = await runner.run({ task: 'part', raw, part: place.part })
  if (heard.answer !== 'bytes') throw new SendError('refused', 'the letter could not be read')
  if (heard.bytes === null) throw new SendError('refused', 'the letter holds no such file')
  if (heard.bytes.length > fileLimitBytes) throw new SendError('refused', 'the file is too large')
  return Readable.from([heard.bytes])
}

async function fetchSource(
  settings: EmailSettings,
  { uidValidity, uid }: { readonly uidValidity: string; readonly uid: number },
  signal: AbortSignal,
): Promise<Buffer> {
  const mailbox = await openMailbox(settings, signal)
  try {
    if (mailbox.uidValidity !== uidValidity)
      throw new SendError('refused', 'the mailbox has new numbers, so the letter cannot be found again')
    const asked = await mailbox.ask(mailbox.client.fetchOne(String(uid), { size: true }, { uid: true }))
    if (!asked) throw new SendError('refused', 'the letter is no longer in the mailbox')
    if ((asked.size ?? 0) > letterLimitBytes) throw new SendError('refused', 'the letter is too large')
    const found = await mailbox.ask(mailbox.client.fetchOne(String(uid), { source: true }, { uid: true }))
    const source = found ? found.source : undefined
    if (!source) throw new SendError('refused', 'the letter is no longer in the mailbox')
    return source
  } catch (reason) {
    throw toImapError(reason)
  } finally {
    mailbox.close()
  }
}
