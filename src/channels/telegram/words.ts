import { cleanLine, cleanText } from '../../core/clean-text.js'
import { type Fields, isFields, toFields, toList, toText } from './read.js'

/** What the person said, as plain text: https://core.telegram.org/bots/api#message */
export function toWords(message: Fields): string {
  const parts = [
    withLinks(toText(message.text), message.entities),
    withLinks(toText(message.caption), message.caption_entities),
    isFields(message.venue) ? toVenue(message.venue) : toPlace(message.location),
    toContact(toFields(message.contact)),
    toPoll(toFields(message.poll)),
    toDice(toFields(message.dice)),
    toText(toFields(message.sticker).emoji),
  ]
  return cleanText(parts.filter((part) => part !== '').join('\n'))
}

/** The quoted words above the person's own; null where nothing is quoted. https://core.telegram.org/bots/api#textquote */
export function toWhole(message: Fields, words: string): string | null {
  const quoted = cleanText(toText(toFields(message.quote).text)).trim()
  if (quoted === '') return null
  return `${quoted.replace(/^/gm, '> ')}\n\n${words}`
}

export function toName(user: Fields): string | null {
  const name = [user.first_name, user.last_name].map((part) => toText(part)).join(' ')
  return cleanLine(name, 100) || cleanLine(toText(user.username), 100) || null
}

/** Addresses behind words (`text_link`) stand in brackets after them: a plain text would lose them. Offsets count UTF-16 units, as strings do. */
function withLinks(text: string, entities: unknown): string {
  const links = toList(entities)
    .map(toFields)
    .filter(({ type, url }) => type === 'text_link' && typeof url === 'string')
    .map(({ offset, length, url }) => ({ end: Number(offset) + Number(length), url: cleanLine(toText(url), 2_000) }))
    .filter(({ url }) => url !== '' && !text.includes(url))
    .map(({ end, url }) => ({ end: Number.isInteger(end) && end >= 0 && end <= text.length ? end : text.length, url }))
    .sort((one, other) => other.end - one.end)
  return links.reduce((whole, { end, url }) => `${whole.slice(0, end)} (${url})${whole.slice(end)}`, text)
}

/** https://datatracker.ietf.org/doc/html/rfc5870 */
function toPlace(location: unknown): string {
  const { latitude, longitude } = toFields(location)
  return typeof latitude === 'number' && typeof longitude === 'number' ? `geo:${latitude},${longitude}` : ''
}

const toVenue = ({ title, address, location }: Fields): string =>
  [toText(title), toText(address), toPlace(location)].filter((part) => part !== '').join('\n')

function toContact({ first_name: first, last_name: last, phone_number: phone }: Fields): string {
  const name = [first, last].map(toText).join(' ').trim()
  return [name, toText(phone)].filter((part) => part !== '').join('\n')
}

const toPoll = ({ question, options }: Fields): string =>
  [toText(question), ...toList(options).map((option) => toText(toFields(option).text))].filter((line) => line !== '').join('\n')

const toDice = ({ emoji, value }: Fields): string => (typeof value === 'number' ? `${toText(emoji)} ${value}`.trim() : '')
