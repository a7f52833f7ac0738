import { Readable } from 'node:stream'
import { SendError } from '../../core/channel.js'
import type { Call } from './call.js'
import { CallError } from './call-error.js'
import type { TelegramSettings } from './settings.js'

/**
 * The bytes behind a file_id, by https://core.telegram.org/bots/api#getfile: at most 20 MB. The address of a download holds the token,
 * so no error of the client is passed on.
 */
export async function fetchFile(
  { call, settings }: { readonly call: Call; readonly settings: Pick<TelegramSettings, 'apiRoot' | 'token'> },
  remote: string,
  signal: AbortSignal,
): Promise<Readable> {
  const path = await findPath(call, remote, signal)
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const response = await download(`${settings.apiRoot}/file/bot${settings.token}/${encoded}`, signal)
  if (response.status === 429 || response.status >= 500) throw new SendError('unreachable', `Telegram's files answered ${response.status}`)
  if (!response.ok || !response.body) throw new SendError('refused', `gone: Telegram's files answered ${response.status}`)
  return Readable.fromWeb(response.body)
}

async function findPath(call: Call, remote: string, signal: AbortSignal): Promise<string> {
  try {
    const { file_path: path } = await call('getFile', { file_id: remote }, signal)
    if (path && !path.startsWith('/') && !path.split('/').includes('..')) return path
    throw new SendError('refused', 'gone: Telegram names no file to download')
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    if (/file is too big/i.test(error.description)) throw new SendError('refused', 'too-large: Telegram gives bots files of up to 20 MB')
    throw error.toSendError({ isHarmless: true })
  }
}

async function download(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: 'error' })
  } catch {
    throw new SendError('unreachable', "Telegram's files cannot be reached")
  }
}
