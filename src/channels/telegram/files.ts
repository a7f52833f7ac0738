import { cleanLine } from '../../core/clean-text.js'
import type { ArrivedFile } from '../../core/model/event.js'
import { type Fields, isFields, toFields, toList, toText } from './read.js'

/** Kinds of https://core.telegram.org/bots/api#message that are a file, with what it is where the sender does not say. */
const kinds: readonly (readonly [key: string, contentType: string, extension: string])[] = [
  ['voice', 'audio/ogg', 'ogg'],
  ['audio', 'audio/mpeg', 'mp3'],
  ['video', 'video/mp4', 'mp4'],
  ['video_note', 'video/mp4', 'mp4'],
  ['animation', 'video/mp4', 'mp4'],
  ['document', 'application/octet-stream', 'bin'],
]

/** The files of a message, at most one as the platform has it. */
export function toFiles(message: Fields): readonly ArrivedFile[] {
  const photo = largest(toList(message.photo).filter(isFields))
  if (photo) return named(photo, 'photo', 'image/jpeg', 'jpg')
  // An animation is a document too, for old bots' sake, so the first kind is the only one.
  for (const [key, contentType, extension] of kinds) {
    const file = message[key]
    if (isFields(file)) return named(file, key, contentType, extension)
  }
  const { emoji, ...sticker } = toFields(message.sticker)
  return toText(emoji) === '' ? named(sticker, 'sticker', 'image/webp', 'webp') : []
}

function named(file: Fields, key: string, contentType: string, extension: string): readonly ArrivedFile[] {
  const remote = cleanLine(toText(file.file_id), 300)
  if (remote === '') return []
  const { file_size: size } = file
  const unique = toText(file.file_unique_id)
    .replace(/[^\w-]/g, '')
    .slice(0, 40)
  return [
    {
      name: cleanLine(toText(file.file_name), 200) || `${[key, unique].filter((part) => part !== '').join('-')}.${extension}`,
      contentType: cleanLine(toText(file.mime_type), 100) || contentType,
      sizeBytes: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
      ref: { remote },
    },
  ]
}

/** One picture in several sizes: https://core.telegram.org/bots/api#photosize */
function largest(sizes: readonly Fields[]): Fields | null {
  const area = ({ width, height }: Fields) => (Number(width) || 0) * (Number(height) || 0)
  return sizes.reduce<Fields | null>((best, size) => (best === null || area(size) >= area(best) ? size : best), null)
}
