import type { Fact, FlowEvent, KnownComplaint } from '../core/model/flow.js'
import { findContact, findNameAnswer, findOrder, findOrderAnswer, findWanted } from './extract.js'
import { hasContent } from './names.js'
import type { AskNode } from './schema.js'
import { countWords, declines, isAgreement, readRating, readYesNo } from './understand.js'

type Said = Extract<FlowEvent, { type: 'said' }>

/**
 * How a message fits the waiting question. `isClear` says that it can hardly be about anything else, so that it is not taken for a new
 * complaint; a refusal is an answer of null; an aside (files without words) leaves the question standing.
 */
export type Answer =
  | { readonly type: 'answer'; readonly value: Fact; readonly isClear: boolean }
  | { readonly type: 'invalid' }
  | { readonly type: 'aside' }

const invalid: Answer = { type: 'invalid' }
const clear = (value: Fact): Answer => ({ type: 'answer', value, isClear: true })

export function readAnswer(ask: AskNode, said: Said, current: KnownComplaint | null): Answer {
  const pressed = ask.choices.find(({ value }) => value === said.button)
  if (pressed) return clear(pressed.value === 'skip' ? null : pressed.value)
  if (ask.kind === 'file' && said.fileCount > 0) return clear(said.fileCount)
  if (said.text.trim() === '') return said.fileCount > 0 ? { type: 'aside' } : invalid
  if (ask.kind === 'choice') return readChoice(ask, said, current)
  if (said.reading.kind === 'none' && declines(said.text)) return clear(null)
  switch (ask.kind) {
    case 'text':
      return readText(ask, said)
    case 'name':
      return readName(said)
    case 'contact':
      return readContact(ask, said)
    case 'rating': {
      const rating = readRating(said.text)
      return rating === null ? invalid : clear(rating)
    }
    case 'file':
      return invalid
  }
}

function readChoice(ask: AskNode, said: Said, current: KnownComplaint | null): Answer {
  if (ask.accepts === 'yes-no') {
    const word = readYesNo(said.text, said.reading)
    const asksBesides = said.reading.kind === 'question' && said.reading.isSure
    return word === null ? invalid : { type: 'answer', value: word, isClear: !asksBesides }
  }
  const chosen = chosenOf(ask, said.text)
  if (chosen !== null) return clear(chosen === 'skip' ? null : chosen)
  if (ask.accepts !== 'anything') return invalid
  if (said.reading.kind === 'none' && declines(said.text)) return clear(null)
  if (isElsewhere(said, current)) return { type: 'answer', value: said.text.trim(), isClear: false }
  return isMoreOfTheSame(said) ? invalid : clear(said.text.trim())
}

/** A sentence of the complaint itself, not a wish: «весь разбит». */
const isMoreOfTheSame = ({ text, reading }: Said): boolean =>
  reading.kind === 'complaint' && reading.isSure && reading.category !== 'other' && !wish.test(text)
const wish =
  /хо(?:чу|тел|тим)|чтоб|пусть|прошу|требу|нужн|надо|сделай|дайте|want|would like|wish|please|should|need|希望|要求|想要|想|请|应该|需要/iu

/** Surely read as something that the question is not about. A suggestion may well be what they want done. */
function isElsewhere({ reading }: Said, current: KnownComplaint | null): boolean {
  if (reading.isBare) return true
  if (!reading.isSure) return false
  if (reading.kind === 'complaint') return !isSameTopic(reading.category, current)
  return reading.kind === 'praise' || reading.kind === 'question' || reading.kind === 'offer'
}

const isSameTopic = (category: string, current: KnownComplaint | null): boolean =>
  category === 'other' || current === null || category.split('.')[0] === current.category.split('.')[0]

/** A typed choice: its number in the list, or words that mean one choice and no other. */
function chosenOf(ask: AskNode, text: string): string | null {
  const position = text.trim().match(/^([1-9])\s*[.)]?$/)?.[1]
  if (position !== undefined) return ask.choices[Number(position) - 1]?.value ?? null
  if (countWords(text) > 8) return null
  const words = text.toLowerCase().replaceAll('ё', 'е')
  const meant = ask.choices.filter(({ means }) => means.some((beginning) => begins(words, beginning)))
  if (meant.length === 1) return meant[0]?.value ?? null
  const wanted = findWanted(text)
  return ask.choices.find(({ value }) => value === wanted)?.value ?? null
}

function begins(words: string, beginning: string): boolean {
  if (/\p{Script=Han}/u.test(beginning)) return words.includes(beginning)
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${beginning}`)
}

function readText(ask: AskNode, said: Said): Answer {
  if (ask.accepts === 'order') {
    const order = findOrderAnswer(said.text)
    return order === null ? invalid : { type: 'answer', value: order, isClear: countWords(said.text) <= 8 || findOrder(said.text) !== null }
  }
  if (ask.accepts === 'content') return hasContent(said) ? clear(said.text.trim()) : invalid
  return isAgreement(said.text) ? invalid : clear(said.text.trim())
}

function readName(said: Said): Answer {
  const found = findNameAnswer(said.text)
  const readsElse = said.reading.kind !== 'none' && said.reading.isSure
  if (found === null || (!found.isCertain && readsElse)) return invalid
  return { type: 'answer', value: found.name, isClear: true }
}

function readContact(ask: AskNode, said: Said): Answer {
  const contact = findContact(said.text)
  if (contact !== null) return { type: 'answer', value: contact, isClear: countWords(said.text) <= 12 }
  return ask.accepts === 'name' ? readName(said) : invalid
}
