import type { StatusMessage } from '../../core/reads.js'
import { Html, html } from './html.js'
import { icon } from './icons.js'
import { momentWords, type Wall } from './moment.js'
import type { PageWords } from './words.js'

export type Thread = {
  readonly messages: readonly StatusMessage[]
  readonly words: PageWords
  readonly wall: Wall
  readonly brand: string
  /** The page's own address, without a query. */
  readonly path: string
  readonly isWhole: boolean
}

/** With what stands around it the page stays under 50 KB; whoever asks for the whole gets it. */
const budgetBytes = 24_000
const messageBytes = 4_000
const overheadBytes = 500

/** What was said, oldest first: their own words and the answers. Texts are shown as they were written, whatever is in them. */
export function renderThread(thread: Thread): Html {
  const { messages, words, path, isWhole, wall } = thread
  const shown = isWhole ? messages.map((message) => ({ message, isCut: false })) : newest(messages)
  const isCut = shown.length < messages.length || shown.some((one) => one.isCut)
  const more = isCut && html`<p class="more">${words.cut} <a href="${path}?lang=${wall.language}&amp;all=1#thread">${words.showAll}</a></p>`
  if (shown.length === 0) return html`<p class="quiet">${words.noMessages}</p>`
  return html`${more}<ol class="thread">${shown.map(({ message }) => renderMessage(message, thread))}</ol>`
}

/** The newest that fit, each of them cut where it is very long. */
function newest(messages: readonly StatusMessage[]): { readonly message: StatusMessage; readonly isCut: boolean }[] {
  const shown: { message: StatusMessage; isCut: boolean }[] = []
  let left = budgetBytes
  for (const message of messages.toReversed()) {
    const text = cutTo(message.text, messageBytes)
    left -= Buffer.byteLength(text) + overheadBytes + message.files.length * overheadBytes
    if (left < 0) break
    shown.push({ message: { ...message, text }, isCut: text !== message.text })
  }
  return shown.reverse()
}

function cutTo(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, bytes)).replace(/\uFFFD+$/, '')
  return `${kept.trimEnd()}…`
}

function renderMessage(message: StatusMessage, { words, wall, brand, path }: Thread): Html {
  const isOwn = message.author === 'person'
  const isAutomatic = message.author === 'flow' || message.author === 'system'
  const who = isOwn ? words.you : isAutomatic ? `${brand} · ${words.desk}` : (message.authorName ?? brand)
  const text = isOwn ? html`${message.text}` : linked(message.text)
  return html`<li class="${isOwn ? 'own' : isAutomatic ? 'auto' : 'staff'}"><p class="by"><b>${who}</b> <time datetime="${message.at}">${momentWords(message.at, wall)}</time></p>
${message.text.trim() !== '' && html`<p class="text" dir="auto">${text}</p>`}${message.files.map(
  (file) =>
    html`<p class="file"><a href="${path}/files/${file.id}">${icon('file')}<bdi>${file.name}</bdi></a> <span>${sizeWords(file.sizeBytes, wall.language)}</span></p>`,
)}</li>`
}

/** Addresses that we wrote can be followed; what strangers wrote is text. */
function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}»”。，！？）])/g)
  const shown = parts.map((part, index) =>
    index % 2 === 1 ? html`<a href="${part}" rel="noopener noreferrer nofollow">${part}</a>` : html`${part}`,
  )
  return new Html(shown.map((part) => part.text).join(''))
}

const units: Readonly<Record<Wall['language'], readonly [string, string]>> = { ru: ['КБ', 'МБ'], en: ['KB', 'MB'], zh: ['KB', 'MB'] }

function sizeWords(bytes: number, language: Wall['language']): string {
  const [kilo, mega] = units[language]
  const isLarge = bytes >= 1024 * 1024
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: isLarge ? 1 : 0 })
  return isLarge ? `${number.format(bytes / 1024 / 1024)} ${mega}` : `${number.format(Math.max(1, bytes / 1024))} ${kilo}`
}
