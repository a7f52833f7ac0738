import type { Choice } from '../../core/model/message.js'

/** https://dev.vk.com/ru/api/bots/development/keyboard */
const limits = { inlineRows: 6, inlineButtons: 10, rows: 10, buttons: 40, label: 40, payloadBytes: 255 }

/**
 * The keyboard of messages.send, as JSON. Up to ten choices stand under the message, one a row while they fit; more of them below the
 * input field until one is pressed. Text buttons: what is pressed comes back as a message, also to clients without inline keyboards.
 */
export function toKeyboard(choices: readonly Choice[]): string | null {
  if (choices.length === 0) return null
  const isInline = choices.length <= limits.inlineButtons
  const shown = choices.slice(0, limits.buttons)
  const perRow = isInline ? (shown.length > limits.inlineRows ? 2 : 1) : Math.ceil(shown.length / limits.rows)
  const buttons = Array.from({ length: Math.ceil(shown.length / perRow) }, (_row, at) =>
    shown.slice(at * perRow, (at + 1) * perRow).map(toButton),
  )
  return JSON.stringify(isInline ? { inline: true, buttons } : { one_time: true, buttons })
}

/** A value too long to be carried is left out: the flow then knows the choice by its title. */
function toButton({ value, title }: Choice) {
  const payload = JSON.stringify({ b: value })
  const action = { type: 'text', label: toLabel(title) }
  return { action: Buffer.byteLength(payload) > limits.payloadBytes ? action : { ...action, payload }, color: 'secondary' }
}

/** Cut between characters, so that no half of an emoji is left. */
function toLabel(title: string): string {
  const label = title.trim() || '…'
  if (label.length <= limits.label) return label
  let cut = ''
  for (const { segment } of segments.segment(label)) {
    if (cut.length + segment.length > limits.label - 1) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

const segments = new Intl.Segmenter()
