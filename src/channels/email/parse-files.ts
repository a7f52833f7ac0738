import { cleanLine } from '../../core/clean-text.js'
import { readMailboxes } from './parse-address.js'
import { decodeHeader, findBody, headerOf, readFields } from './parse-headers.js'
import { type Content, type MailFile, type ReaderName, readContent, readers } from './parse-mime.js'
import { readTnef } from './parse-tnef.js'
import { readTree, type Tree } from './parse-tree.js'

/** `place` finds it again in the same letter by the same reader: `3`, or `3.1` inside of a winmail.dat. */
export type PlacedFile = MailFile & { readonly place: string }

export type OpenedContent = {
  readonly text: string
  readonly files: readonly PlacedFile[]
  /** Whose letter it is when all words are in a letter passed on as a file. */
  readonly forwardedFrom?: string | null
}

/** A letter's words and files, winmail.dat unpacked, every file with a name. Files proper come before pictures of the text. */
export async function openContent(reader: ReaderName, tree: Tree): Promise<OpenedContent> {
  const content = await readContent(reader, tree)
  const unpacked = content.files.map(unpack)
  const texts = [content.text, ...unpacked.map(({ text }) => text)]
  const files = unpacked.flatMap((one) => one.files).sort((one, other) => Number(one.isInline) - Number(other.isInline))
  const text = texts.find((one) => one.trim() !== '') ?? ''
  const passed = text === '' ? files.find(({ contentType }) => contentType === 'message/rfc822') : undefined
  return passed ? { files, ...(await readPassed(reader, passed)) } : { text, files }
}

/** One level deep: a letter in a letter in a letter is a file. */
async function readPassed(
  reader: ReaderName,
  { bytes }: MailFile,
): Promise<{ readonly text: string; readonly forwardedFrom: string | null }> {
  const inner = readTree(Buffer.from(bytes))
  const [sender] = readMailboxes(headerOf(inner.fields, 'from'))
  return { text: (await readContent(reader, inner)).text, forwardedFrom: sender?.name ?? sender?.address ?? null }
}

function unpack(file: MailFile, place: number): { readonly text: string; readonly files: readonly PlacedFile[] } {
  const isTnef = /^application\/(vnd\.)?ms-tnef$/.test(file.contentType) || /^winmail\.dat$/i.test(file.name)
  const packed: Content | null = isTnef ? readTnef(file.bytes) : null
  if (!packed) return { text: '', files: [{ ...toClean(file), place: String(place) }] }
  return { text: packed.text, files: packed.files.map((inner, at) => ({ ...toClean(inner), place: `${place}.${at}` })) }
}

/** Names lose what reverses or hides (a right-to-left override turns `gpj.exe` round). */
function toClean(file: MailFile): MailFile {
  const contentType = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(file.contentType) ? file.contentType.toLowerCase() : 'application/octet-stream'
  const named = cleanLine(file.name.replace(/^.*[/\\]/, ''), 200)
  return { ...file, contentType, name: named || nameFor(contentType, file.bytes) }
}

function nameFor(contentType: string, bytes: Uint8Array): string {
  if (contentType === 'message/rfc822') {
    const fields = readFields(bytes.subarray(0, findBody(bytes)))
    return `${cleanLine(decodeHeader(headerOf(fields, 'subject').slice(0, 2_000)), 100).replace(/[/\\]/g, ' ') || 'letter'}.eml`
  }
  if (contentType === 'text/calendar') return 'invitation.ics'
  const [, subtype = ''] = /^(?:image|video|audio)\/([a-z0-9]{2,5})$/.exec(contentType) ?? []
  return subtype === '' ? '' : `${contentType.split('/')[0]}.${subtype}`
}

/** The bytes at `<reader>.<place>`; null when there are none. */
export async function findFile(tree: Tree, part: string): Promise<Uint8Array | null> {
  const reader = readers.find((name) => part.startsWith(`${name}.`))
  if (!reader) return null
  const place = part.slice(reader.length + 1)
  const { files } = await openContent(reader, tree)
  return files.find((file) => file.place === place)?.bytes ?? null
}
