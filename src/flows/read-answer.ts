import type { Fact, FlowEvent, KnownComplaint } from '../core/model/flow.js'
import { findContact, findNameAnswer, findOrder, findOrderAnswer, findWanted } from './extract.js'
import { hasContent } from './names.js'
import type { AskNode } from './schema.js'
import { countWords, declines, isAgreement, isBrief, isGreeting, readRating, readYesNo } from './understand.js'

type Said = Extract<FlowEvent, { type: 'said' }>

/**
 * How a message fits the waiting question. `isClear` says that it can hardly be about anything else, so that it is not taken for a new
 * complaint, `isChoice` that it is one of the choices, pressed or typed; a refusal is an answer of null; an aside (files without words)
 * leaves the question standing.
 */
export type Answer =
  | { readonly type: 'answer'; readonly value: Fact; readonly isClear: boolean; readonly isChoice: boolean }
  | { readonly type: 'invalid' }
  | { readonly type: 'aside' }

const invalid: Answer = { type: 'invalid' }
const answered = (value: Fact, isClear: boolean): Answer => ({ type: 'answer', value, isClear, isChoice: false })
const clear = (value: Fact): Answer => answered(value, true)
const chosen = (value: string): Answer => ({ type: 'answer', value: value === 'skip' ? null : value, isClear: true, isChoice: true })

export function readAnswer(ask: AskNode, said: Said, current: KnownComplaint | null): Answer {
  const pressed = ask.choices.find(({ value }) => value === said.button)
  if (pressed) return chosen(pressed.value)
  if (ask.kind === 'file' && said.fileCount > 0) return clear(said.fileCount)
  if (said.text.trim() === '') return said.fileCount > 0 ? { type: 'aside' } : invalid
  if (ask.kind === 'choice') return readChoice(ask, said, current)
  if (isRefusal(said)) return clear(null)
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

/** «Не могу дозвониться» refuses nothing; «не могу» does. */
const isRefusal = ({ text, reading }: Said): boolean => (reading.kind === 'none' || !reading.isSure) && declines(text)
const isSmallTalk = ({ text }: Said): boolean => isAgreement(text) || isGreeting(text)

function readChoice(ask: AskNode, said: Said, current: KnownComplaint | null): Answer {
  if (ask.accepts === 'yes-no') {
    const word = readYesNo(said.text, said.reading)
    const asksBesides = said.reading.kind === 'question' && said.reading.isSure
    return word === null ? invalid : answered(word, !asksBesides)
  }
  const choice = chosenOf(ask, said)
  if (choice !== null) return chosen(choice)
  if (ask.accepts !== 'anything') return invalid
  if (isRefusal(said)) return clear(null)
  if (isSmallTalk(said)) return invalid
  if (isElsewhere(said, current)) return answered(said.text.trim(), false)
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

/** A typed choice: its number in the list, or words that mean one choice and no other, unless they tell a story of their own. */
function chosenOf(ask: AskNode, { text, reading }: Said): string | null {
  const position = text.trim().match(/^([1-9])\s*[.)]?$/)?.[1]
  if (position !== undefined) return ask.choices[Number(position) - 1]?.value ?? null
  if (countWords(text) > 8) return null
  const words = text.toLowerCase().replaceAll('ё', 'е')
  const tellsMore = reading.kind !== 'none' && reading.isSure && !reading.isBare && !isBrief(text)
  const meant = ask.choices.filter(({ means }) => !tellsMore && means.some((beginning) => begins(words, beginning)))
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
    return order === null ? invalid : answered(order, countWords(said.text) <= 8 || findOrder(said.text) !== null)
  }
  if (ask.accepts === 'content') return hasContent(said) ? clear(said.text.trim()) : invalid
  return isSmallTalk(said) || said.reading.isBare ? invalid : clear(said.text.trim())
}

function readName(said: Said): Answer {
  const found = findNameAnswer(said.text)
  const readsElse = said.reading.kind !== 'none' && said.reading.isSure
  if (found === null || isSmallTalk(said) || (!found.isCertain && readsElse)) return invalid
  return clear(found.name)
}

function readContact(ask: AskNode, said: Said): Answer {
  const contact = findContact(said.text)
  if (contact !== null) return answered(contact, countWords(said.text) <= 12)
  return ask.accepts === 'name' ? readName(said) : invalid
}
