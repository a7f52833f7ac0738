/**
 * Where a letter lies in the mailbox. Stands as a line of ours on top of its stored bytes; the same header further down is a stranger's and is
 * not looked at.
 */
export type Source = {
  readonly uidValidity: string
  readonly uid: number
  /** When the mail server took it, in milliseconds since 1970. */
  readonly receivedAtMs: number
  /** Set when only its headers are here, or nothing: it is too large, or the mail server does not hand it out. */
  readonly missing: { readonly why: 'too-large' | 'not-fetched'; readonly bytes: number } | null
}

export function writeSource(source: Source, letter: Uint8Array): Buffer {
  const rest = source.missing ? ` ${source.missing.why} ${source.missing.bytes}` : ''
  return Buffer.concat([Buffer.from(`${name}: ${source.uidValidity}/${source.uid} ${source.receivedAtMs}${rest}\r\n`), letter])
}

export function readSource(raw: Buffer): { readonly source: Source | null; readonly letter: Buffer } {
  const line = /^X-Otklik-Source: (\d{1,20})\/(\d{1,15}) (\d{1,15})(?: (too-large|not-fetched) (\d{1,15}))?\r\n/.exec(
    raw.toString('latin1', 0, 200),
  )
  if (!line) return { source: null, letter: raw }
  const [whole, uidValidity = '', uid, receivedAtMs, why, bytes] = line
  const missing: Source['missing'] = why === 'too-large' || why === 'not-fetched' ? { why, bytes: Number(bytes) } : null
  return { source: { uidValidity, uid: Number(uid), receivedAtMs: Number(receivedAtMs), missing }, letter: raw.subarray(whole.length) }
}

const name = 'X-Otklik-Source'

/** Names a file for later: `<uidvalidity>/<uid>/<part>`. */
export const toRemote = (source: Source | null, part: string): string => `${source?.uidValidity ?? 0}/${source?.uid ?? 0}/${part}`

export function readRemote(remote: string): { readonly uidValidity: string; readonly uid: number; readonly part: string } | null {
  const [, uidValidity = '', uid, part = ''] = /^(\d{1,20})\/(\d{1,15})\/([a-z0-9.-]{1,40})$/.exec(remote) ?? []
  return part === '' || Number(uid) === 0 ? null : { uidValidity, uid: Number(uid), part }
}
