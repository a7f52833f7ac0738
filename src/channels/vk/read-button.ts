import { cleanLine } from '../../core/clean-text.js'
import { toRecord } from './event-shape.js'

export type Pressed = { readonly button: string | null; readonly isStart: boolean }

/**
 * The payload of a button: a JSON text with a text button, an object with a callback button. Ours is `{"b":value}`; VK's own «Начать»
 * sends `{"command":"start"}`: https://dev.vk.com/ru/api/bots/development/keyboard
 */
export function readButton(payload: unknown): Pressed {
  const value = typeof payload === 'string' ? parse(payload) : payload
  const { b, command } = toRecord(value)
  if (command === 'start') return { button: null, isStart: true }
  const button = [b, command, value].find((one) => typeof one === 'string' && one !== '')
  return { button: typeof button === 'string' ? cleanLine(button, 200) || null : null, isStart: false }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
