import type { Capabilities, Channel, ChannelTools, Webhook } from '../../core/channel.js'
import { fetchFile } from './fetch-file.js'
import { openIntake } from './intake.js'
import { parse } from './parse.js'
import { send } from './send.js'
import type { ApiSettings } from './settings.js'
import { openSignature } from './signature.js'

export type ApiChannel = Channel & { readonly intake: Webhook; readonly fetchFile: NonNullable<Channel['fetchFile']> }

/** Any gateway that speaks the JSON of README.md: SMS, telephony, one more messenger. */
export function openApiChannel(settings: ApiSettings, tools: Pick<ChannelTools, 'accountId' | 'now'>): ApiChannel {
  const signature = openSignature(settings.secret)
  return {
    can: abilities[settings.preset],
    intake: openIntake(signature, tools.accountId),
    parse,
    send: (message, signal) => send({ settings, signature, now: tools.now }, message, signal),
    fetchFile: (remote, signal) => fetchFile(remote, settings, signal),
  }
}

const common = { files: 'none', fileLimitBytes: 0, exactResend: true, pace: null } as const
const abilities: Readonly<Record<ApiSettings['preset'], Capabilities>> = {
  plain: { ...common, textLimit: 20_000, buttons: true, writesFirst: false },
  /** Ten parts of 67 UCS-2 units: what most networks still put together again. */
  sms: { ...common, textLimit: 670, buttons: false, brief: true, writesFirst: true },
}
