import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile } from '../../core/model/event.js'
import { toInt, toRecord, type VkAttachment } from './event-shape.js'

type Fields = Readonly<Record<string, unknown>>
/** What one attachment is to the desk: files, or words that stand for it. */
type Told = { readonly files: readonly ArrivedFile[]; readonly words: string }

/** https://dev.vk.com/ru/reference/objects/attachments-message. What has no file becomes a link or a neutral name: a message is never empty. */
export function readAttachment(attachment: VkAttachment): Told {
  const fields = toRecord(attachment[attachment.type])
  const file = fileOf(attachment.type, fields)
  const words = wordsOf(attachment.type, fields)
  return file ? { files: [file], words: words ?? '' } : { files: [], words: words ?? neutral(attachment.type, fields) }
}

function fileOf(type: string, fields: Fields): ArrivedFile | null {
  if (type === 'photo') return toFile(largest(fields.sizes), `photo${idOf(fields)}.jpg`, 'image/jpeg')
  if (type === 'doc') return toFile(fields.url, nameOf(fields), 'application/octet-stream', toInt(fields.size))
  if (type === 'audio_message') return toFile(fields.link_ogg ?? fields.link_mp3, `voice${idOf(fields)}.ogg`, 'audio/ogg')
  if (type === 'graffiti') return toFile(fields.url, `graffiti${idOf(fields)}.png`, 'image/png')
  if (type === 'audio') return toFile(fields.url, `${cleanLine(`${text(fields.artist)} ${text(fields.title)}`, 100)}.mp3`, 'audio/mpeg')
  return null
}

function wordsOf(type: string, fields: Fields): string | null {
  const own = `${text(fields.owner_id ?? fields.from_id ?? fields.to_id)}_${text(fields.id)}`
  if (type === 'audio_message') return text(fields.transcript) || null
  if (type === 'link' || type === 'article') return text(fields.url ?? fields.view_url) || null
  if (type === 'poll') return text(fields.question) || null
  if (type === 'audio') return cleanLine(`${text(fields.artist)} — ${text(fields.title)}`, 200)
  if (type === 'market') return `https://vk.com/product${own}`
  if (type === 'wall_reply') return `https://vk.com/wall${text(fields.owner_id)}_${text(fields.post_id)}?reply=${text(fields.id)}`
  return linked.has(type) && /^-?\d+_\d+$/.test(own) ? `https://vk.com/${type}${own}` : null
}

const linked: ReadonlySet<string> = new Set(['video', 'wall', 'story', 'podcast'])

/** `sticker:<id>`, `gift:<id>`, `poll`: no word of ours, and something to see. */
function neutral(type: string, fields: Fields): string {
  const id = toInt(fields.sticker_id) ?? toInt(fields.id)
  return cleanLine(id === null ? type : `${type}:${id}`, 80) || 'attachment'
}

function largest(sizes: unknown): unknown {
  const all = Array.isArray(sizes) ? sizes.map(toRecord) : []
  const area = (size: Fields): number => (toInt(size.width) ?? 0) * (toInt(size.height) ?? 0)
  return [...all].sort((a, b) => area(b) - area(a)).find(({ url }) => typeof url === 'string')?.url
}

function toFile(url: unknown, name: string, contentType: string, sizeBytes: number | null = null): ArrivedFile | null {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return null
  return { name: cleanLine(name, 200) || 'file', contentType, sizeBytes, ref: { remote: cleanLine(url, 2_000) } }
}

const idOf = ({ id }: Fields): string => text(id)

/** A document's title may come without its extension. */
function nameOf({ title, ext }: Fields): string {
  const name = text(title) || 'file'
  return text(ext) === '' || name.toLowerCase().endsWith(`.${text(ext).toLowerCase()}`) ? name : `${name}.${text(ext)}`
}

const text = (value: unknown): string => (typeof value === 'string' ? cleanText(value) : typeof value === 'number' ? String(value) : '')
