import { decodeText } from './parse-charset.js'
import { htmlToText } from './parse-html.js'
import type { Content, MailFile } from './parse-mime.js'

/**
 * What Outlook packs into winmail.dat ([MS-OXTNEF]): files and, where the letter has no other text, its body. null when it is broken: then it
 * is offered as it is. Checks every length against what is there.
 */
export function readTnef(bytes: Uint8Array): Content | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 6 || view.getUint32(0, true) !== 0x223e9f78) return null
  const files: { name: string; bytes: Uint8Array | null; contentType: string }[] = []
  let text = ''
  try {
    for (let at = 6; at + 11 <= bytes.length; ) {
      const attribute = view.getUint32(at + 1, true)
      const length = view.getUint32(at + 5, true)
      if (at + 9 + length > bytes.length) return null
      const value = bytes.subarray(at + 9, at + 9 + length)
      const file = files.at(-1)
      if (attribute === attributes.rendering) files.push({ name: '', bytes: null, contentType: '' })
      else if (attribute === attributes.body) text = text || decodeText(untilZero(value), null)
      else if (attribute === attributes.message) text = bodyOf(readProperties(value)) || text
      else if (attribute === attributes.title && file) file.name = file.name || decodeText(untilZero(value), null)
      else if (attribute === attributes.data && file) file.bytes = value
      else if (attribute === attributes.attachment && file) applyProperties(file, readProperties(value))
      at += 9 + length + 2
    }
  } catch (reason) {
    if (reason instanceof RangeError) return null
    throw reason
  }
  return {
    text: text.trim(),
    files: files.flatMap((file): MailFile[] => (file.bytes ? [{ ...file, bytes: file.bytes, isInline: false }] : [])),
  }
}

/** Level (one byte), then this number. */
const attributes = {
  rendering: 0x00069002,
  title: 0x00018010,
  data: 0x0006800f,
  attachment: 0x00069005,
  message: 0x00069003,
  body: 0x0002800c,
}

/** [MS-OXPROPS]: PidTagAttachLongFilename, PidTagAttachFilename, PidTagAttachMimeTag, PidTagAttachDataBinary, PidTagBody, PidTagBodyHtml. */
const tags = { longName: 0x3707, name: 0x3704, mime: 0x370e, data: 0x3701, body: 0x1000, html: 0x1013 }

function applyProperties(
  file: { name: string; bytes: Uint8Array | null; contentType: string },
  properties: ReadonlyMap<number, Value>,
): void {
  file.name = wordsOf(properties.get(tags.longName)) || file.name || wordsOf(properties.get(tags.name))
  file.contentType = wordsOf(properties.get(tags.mime))
  const data = properties.get(tags.data)
  if (file.bytes === null && data) file.bytes = data.bytes
}

function bodyOf(properties: ReadonlyMap<number, Value>): string {
  const html = properties.get(tags.html)
  return wordsOf(properties.get(tags.body)) || (html ? htmlToText(decodeText(html.bytes, null)) : '')
}

type Value = { readonly isUnicode: boolean; readonly bytes: Uint8Array }

const wordsOf = (value: Value | undefined): string => {
  if (!value) return ''
  return value.isUnicode ? new TextDecoder('utf-16le').decode(value.bytes).replace(/\0.*$/s, '') : decodeText(untilZero(value.bytes), null)
}

/** MAPI properties ([MS-OXTNEF] 2.1.3.4). Stops at a type that it does not know, since its length is not known either. Throws RangeError. */
function readProperties(bytes: Uint8Array): ReadonlyMap<number, Value> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Map<number, Value>()
  let at = 4
  for (let left = Math.min(view.getUint32(0, true), 2_000); left > 0; left -= 1) {
    const type = view.getUint16(at, true)
    const tag = view.getUint16(at + 2, true)
    at += 4
    if (tag >= 0x8000) at = afterName(view, at)
    const isMany = (type & 0x1000) !== 0
    const kind = type & 0x0fff
    const isSized = kind === 0x1e || kind === 0x1f || kind === 0x102 || kind === 0x0d
    const count = isMany || isSized ? view.getUint32(at, true) : 1
    if (isMany || isSized) at += 4
    for (let place = 0; place < Math.min(count, 2_000); place += 1) {
      const size = isSized ? view.getUint32(at, true) : fixedSize(kind)
      if (size === null) return found
      if (isSized) at += 4
      if (at + size > bytes.length) throw new RangeError('a property ends behind the end')
      // An object (0x0d) begins with the 16 bytes of its interface.
      if (!found.has(tag)) found.set(tag, { isUnicode: kind === 0x1f, bytes: bytes.subarray(at + (kind === 0x0d ? 16 : 0), at + size) })
      at += size + padding(size)
    }
  }
  return found
}

const padding = (size: number): number => (4 - (size % 4)) % 4

function fixedSize(kind: number): number | null {
  if ([0x02, 0x03, 0x04, 0x0a, 0x0b].includes(kind)) return 4
  if ([0x05, 0x06, 0x07, 0x14, 0x40].includes(kind)) return 8
  return kind === 0x48 ? 16 : null
}

/** A named property carries the id of its set, and a number or a name. */
function afterName(view: DataView, at: number): number {
  if (view.getUint32(at + 16, true) === 0) return at + 24
  const length = view.getUint32(at + 20, true)
  return at + 24 + length + padding(length)
}

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}
