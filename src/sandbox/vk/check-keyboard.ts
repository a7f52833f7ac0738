import { keyboardLimits as limits } from './reference.js'
import { Refusal } from './refusal.js'
import type { VkKeyboard } from './shapes.js'

/** The keyboard of messages.send, or error 911: https://dev.vk.com/ru/api/bots/development/keyboard */
export function readKeyboard(text: string): VkKeyboard {
  const keyboard = parse(text)
  const rows = keyboard.buttons
  const isInline = keyboard.inline === true
  const problem =
    (isInline && keyboard.one_time === true && 'one_time is not for inline keyboards') ||
    (rows.length > (isInline ? limits.inlineRows : limits.rows) && 'too many rows') ||
    (rows.flat().length > (isInline ? limits.inlineButtons : limits.buttons) && 'too many buttons') ||
    (rows.some((row) => row.length === 0 || row.length > limits.columns) && 'a row has no or too many buttons') ||
    rows.flat().map(problemOf).find(Boolean)
  if (problem) throw new Refusal(911, problem)
  return keyboard
}

function problemOf({ action, color }: VkKeyboard['buttons'][number][number]): string | false {
  if (action?.type !== 'text' && action?.type !== 'callback') return 'type of a button is invalid'
  const { label, payload } = action
  if (typeof label !== 'string' || label.length < 1 || label.length > limits.label) return 'label is empty or too long'
  if (color !== undefined && !['primary', 'secondary', 'negative', 'positive'].includes(color)) return 'color is invalid'
  if (payload === undefined) return false
  if (typeof payload !== 'string' || Buffer.byteLength(payload) > limits.payloadBytes) return 'payload is too long'
  return !isJson(payload) && 'payload is not JSON'
}

function parse(text: string): VkKeyboard {
  if (!isJson(text)) throw new Refusal(911, 'not JSON')
  const value = JSON.parse(text)
  const isTable = Array.isArray(value?.buttons) && value.buttons.every((row: unknown) => Array.isArray(row))
  if (!isTable) throw new Refusal(911, 'buttons are not an array of arrays')
  return value
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
