import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile, InboundEvent, Letter } from '../../core/model/event.js'
import { type Language, languages } from '../../core/model/reading.js'
import { isOurLoop, readAutomatic } from './parse-automatic.js'
import { decodeText } from './parse-charset.js'
import { findFile, openContent, type PlacedFile } from './parse-files.js'
import { decodeHeader, type Field, headerOf } from './parse-headers.js'
import { isOwnAddress, readAnswers, readIdentity, readReferences } from './parse-identity.js'
import type { ReaderName } from './parse-mime.js'
import { ownWords } from './parse-quotes.js'
import { readReport } from './parse-report.js'
import { readTree, type Tree } from './parse-tree.js'
import { isVerified } from './parse-verified.js'
import { openSigner } from './signature.js'
import { readSource, type Source, toRemote } from './source-line.js'

/** What of the account a letter is read with. Plain data: it goes to the worker. */
export type Mailroom = {
  readonly signingKey: string
  /** Our own address, in small letters. */
  readonly address: string
  /** Names under which our own mail server writes Authentication-Results. */
  readonly authservIds: readonly string[]
}

const limits = { text: 100_000, subject: 500, files: 10 }

/** One stored letter into events, by one reader. May throw or run for ever: it runs where that does no harm (parse-runner.ts). */
export async function parseLetter(raw: Uint8Array, reader: ReaderName, mailroom: Mailroom): Promise<readonly InboundEvent[]> {
  const { source, letter } = readSource(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  const tree = readTree(letter)
  const signer = openSigner(mailroom.signingKey)
  const identity = readIdentity(letter)
  const sender = { externalId: identity.sender.address, name: identity.sender.name }
  const at = readDate(tree.fields, source)
  const report = readReport(tree, signer)
  const base = { externalId: identity.externalId, sender, at }
  if (report) {
    const { key, conversation, state, reason } = report
    return state === null ? [] : [{ ...base, type: 'receipt', conversation, of: { key }, state, isUpTo: false, reason }]
  }
  const references = readReferences(tree.fields, signer)
  const answers = readAnswers(tree.fields, references, { signer, address: mailroom.address })
  const facts = { ...base, conversation: answers ?? identity.messageId }
  if (source?.missing) return [{ ...facts, type: 'unreadable', reason: `${source.missing.why}: ${source.missing.bytes} bytes` }]

  const isOwn = isOwnAddress(sender.externalId, mailroom.address) || isOurLoop(tree.fields, signer.loopMark)
  const about: Letter = {
    subject: readSubject(tree),
    references,
    answers,
    isVerified: isVerified(tree.fields, mailroom.authservIds),
    automatic: readAutomatic(tree.fields, isOwn, tree.type === 'multipart/report'),
  }
  const content = await openContent(reader, tree)
  const { whole, isCut } = readWords(content.text, about.subject, { tree, letter, hasFiles: content.files.length > 0 })
  if (whole === '' && content.files.length === 0) return [{ ...facts, type: 'unreadable', reason: 'an empty letter' }]
  const text = ownWords(whole)
  const isSourceShown = isCut || reader === 'plain' || content.files.length > limits.files
  return [
    {
      ...facts,
      type: 'message',
      text,
      ...(text === whole ? {} : { whole }),
      files: toFiles(content.files, reader, source, isSourceShown ? letter.length : null),
      button: null,
      language: readLanguage(headerOf(tree.fields, 'content-language')),
      context: {},
      groupId: null,
      ...(references[0] === undefined ? {} : { replyTo: references[0] }),
      ...(content.forwardedFrom === undefined ? {} : { forwardedFrom: content.forwardedFrom }),
      letter: about,
    },
  ]
}

/** RFC 3282; Outlook writes its user's. */
const readLanguage = (value: string): Language | null => languages.find((language) => value.toLowerCase().startsWith(language)) ?? null

/** The body; where there is none the subject; where nothing could be told apart the letter as it is. Never nothing when there is something. */
function readWords(
  body: string,
  subject: string,
  { tree, letter, hasFiles }: { readonly tree: Tree; readonly letter: Buffer; readonly hasFiles: boolean },
): { readonly whole: string; readonly isCut: boolean } {
  const said = cleanText(body.slice(0, limits.text * 2)).trim()
  const isLost =
    said === '' &&
    !hasFiles &&
    tree.leaves.some((leaf) => leaf.body.length > 40 && !/^\s*$/.test(decodeText(leaf.body.slice(0, 4_000), leaf.charset)))
  const isStray = said === '' && tree.fields.length === 0
  const whole = isLost || isStray ? cleanText(decodeText(letter.subarray(0, limits.text), null)).trim() : said || subject
  return { whole: cutText(whole, limits.text), isCut: whole.length > limits.text || body.length > limits.text * 2 || isLost }
}

/** Not between the halves of a surrogate pair. */
const cutText = (text: string, limit: number): string => text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')

const readSubject = ({ fields, leaves }: Tree): string =>
  cleanLine(decodeHeader(headerOf(fields, 'subject').slice(0, 8_000), leaves[0]?.charset ?? null), limits.subject)

/** When its sender says, else when the mail server took it. */
function readDate(fields: readonly Field[], source: Source | null): string {
  const written = new Date(headerOf(fields, 'date').slice(0, 100))
  const year = written.getUTCFullYear()
  return (year >= 1970 && year < 2200 ? written : new Date(source?.receivedAtMs ?? 0)).toISOString()
}

/** Over ten the last place is for the letter itself, which holds them all; likewise where not all of its text is shown. */
function toFiles(files: readonly PlacedFile[], reader: ReaderName, source: Source | null, letterBytes: number | null): ArrivedFile[] {
  const announced = files.map(({ name, contentType, bytes, place }, at) => ({
    name: name || `file-${at + 1}`,
    contentType,
    sizeBytes: bytes.length,
    ref: { remote: toRemote(source, `${reader}.${place}`) },
  }))
  if (letterBytes === null) return announced
  const whole = { name: 'letter.eml', contentType: 'message/rfc822', sizeBytes: letterBytes, ref: { remote: toRemote(source, 'source') } }
  return [...announced.slice(0, limits.files - 1), whole]
}

/** The bytes of a file that `parseLetter` announced by this part. null when the letter holds none such. */
export async function readPart(raw: Uint8Array, part: string): Promise<Uint8Array | null> {
  const { letter } = readSource(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  return part === 'source' ? letter : findFile(readTree(letter), part)
}

/** What can be said of a letter that no reader could read. */
export function toUnreadable(raw: Uint8Array, reason: string): InboundEvent {
  const { source, letter } = readSource(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  const { messageId, externalId, sender } = readIdentity(letter)
  const at = new Date(source?.receivedAtMs ?? 0).toISOString()
  return { type: 'unreadable', conversation: messageId, externalId, sender: { externalId: sender.address, name: sender.name }, at, reason }
}
