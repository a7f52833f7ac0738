import type { Channel, ChannelTools, Listener } from '../../core/channel.js'
import { fetchFile } from './fetch.js'
import { checkImap } from './imap.js'
import { listen } from './listen.js'
import { parse } from './parse.js'
import { openRunner } from './parse-runner.js'
import { checkSmtp, send } from './send.js'
import type { EmailSettings } from './settings.js'
import { openSigner } from './signature.js'

/** A mailbox: letters come by IMAP, which is only read, and leave by SMTP. */
export function openEmailChannel(settings: EmailSettings, tools: ChannelTools): Channel & { readonly intake: Listener } {
  const signer = openSigner(tools.signingKey)
  const runner = openRunner()
  const mailroom = { signingKey: tools.signingKey, address: settings.from.address, authservIds: settings.authservIds }
  return {
    can: {
      textLimit: 100_000,
      buttons: false,
      files: 'together',
      fileLimitBytes: 20_000_000,
      exactResend: true,
      gathers: true,
      writesFirst: true,
      pace: null,
    },
    intake: { via: 'listener', listen: (door, signal) => listen({ settings, tools }, door, signal) },
    parse: (raw) => parse(raw, mailroom, runner),
    send: (message, signal) => send(message, { settings, signer, tools }, signal),
    fetchFile: (remote, signal) => fetchFile(remote, { settings, runner }, signal),
    async probe(signal) {
      await checkImap(settings, signal)
      await checkSmtp(settings)
      return { name: settings.from.address, url: null }
    },
    close: () => runner.close(),
  }
}
