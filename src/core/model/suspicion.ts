import type { Reading } from './reading.js'

/**
 * Does a message look like one more complaint beside the open ones? Said in words it is; else it must be surely a complaint with content of
 * its own, about something that no open complaint is about. The same rule for the flow and for an operator's conversation.
 */
export function isAnotherComplaint(reading: Reading, open: readonly { readonly kind: string; readonly category: string }[]): boolean {
  if (reading.isAnother) return true
  if (reading.kind !== 'complaint' || reading.isBare || !reading.isSure || reading.category === 'other') return false
  return !open.some(({ kind, category }) => kind === 'complaint' && (category === 'other' || isSameTopic(category, reading.category)))
}

/** The same leaf, or one is the other's root: then it may well be the same story. */
const isSameTopic = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
