import { cleanLine } from '../../core/clean-text.js'
import { decodeText } from './parse-charset.js'
import { decodeHeader, type Field, findBody, headerOf, readFields } from './parse-headers.js'
import { contentOf, type Tree } from './parse-tree.js'
import type { Signer } from './signature.js'

/** What a mail server or a reader's program says of a letter of ours. `state: null`: it changes nothing (delayed, deleted unread). */
export type Report = {
  readonly key: number
  readonly conversation: string
  readonly state: 'failed' | 'delivered' | 'read' | null
  readonly reason: string | null
}

/**
 * A delivery status notification (RFC 3464) or a disposition notification (RFC 8098) about a letter of ours, known by our signed Message-ID in
 * the part that is returned or in what the report answers. null for all else: an unsigned report is anybody's claim.
 */
export function readReport(tree: Tree, signer: Signer): Report | null {
  if (tree.type !== 'multipart/report') return null
  const leaves = tree.leaves.slice(0, 20)
  const status = leaves.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type))
  const disposition = leaves.find(({ type }) => /^message\/(global-)?disposition-notification$/.test(type))
  const returned = leaves.filter(({ type }) => /^(message\/(global|rfc822)(-headers)?|text\/rfc822-headers)$/.test(type))
  const named = [
    ...returned.map((leaf) => headerOf(blockOf(contentOf(leaf)), 'message-id')),
    ...(disposition ? [headerOf(blockOf(contentOf(disposition)), 'original-message-id')] : []),
    headerOf(tree.fields, 'in-reply-to'),
    headerOf(tree.fields, 'references'),
  ]
  const ours = named
    .flatMap((value) => value.match(/<[^<>\s\p{Cc}]{1,900}>/gu) ?? [])
    .slice(0, 40)
    .map((id) => signer.readMessageId(id))
    .find((one) => one !== null)
  if (!ours) return null
  if (status) return { ...ours, ...readStatus(contentOf(status)) }
  return disposition ? { ...ours, state: isDisplayed(blockOf(contentOf(disposition))) ? 'read' : null, reason: null } : null
}

const blockOf = (content: Buffer): readonly Field[] => readFields(content.subarray(0, findBody(content)))

const isDisplayed = (fields: readonly Field[]): boolean => /;\s*displayed\b/i.test(headerOf(fields, 'disposition'))

/** Blocks of fields: of the letter, then of each recipient. Ours have one recipient; a failure of any counts. */
function readStatus(content: Buffer): Pick<Report, 'state' | 'reason'> {
  const blocks = decodeText(content, null)
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, 50)
    .map((block) => readFields(Buffer.from(block)))
  const recipients = blocks
    .map((fields) => ({ fields, action: headerOf(fields, 'action').toLowerCase() }))
    .filter(({ action }) => action !== '')
  const failed = recipients.find(({ action }) => action === 'failed')
  if (failed) return { state: 'failed', reason: reasonOf(failed.fields) }
  return { state: recipients.some(({ action }) => action === 'delivered') ? 'delivered' : null, reason: null }
}

/** `5.1.1 550 5.1.1 no such user` */
function reasonOf(fields: readonly Field[]): string {
  const status = /^\d\.\d{1,3}\.\d{1,3}/.exec(headerOf(fields, 'status'))?.[0] ?? ''
  const said = decodeHeader(headerOf(fields, 'diagnostic-code')).replace(/^[\w-]+\s*;\s*/, '')
  return cleanLine(`${status} ${said}`, 300)
}
