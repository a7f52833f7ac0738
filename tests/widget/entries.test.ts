import { describe, expect, it } from 'vitest'
import type { AuthorKind, MessageActivity } from '../../web/widget/direct-line/activity'
import type { Outgoing } from '../../web/widget/direct-line/outgoing'
import { openQuestion, toEntries } from '../../web/widget/panel/entries'

const noon = new Date(2026, 4, 5, 12).getTime()
const minute = 60_000
const refund = { type: 'postBack', title: 'A refund', value: 'refund' } as const

function message(kind: AuthorKind, minutes: number, more: Partial<MessageActivity> = {}): MessageActivity {
  const author = { kind, name: kind }
  return { type: 'message', id: `${minutes}`, author, text: '', at: noon + minutes * minute, choices: [], attachments: [], ...more }
}

const pending: Outgoing = { id: 'k', createdAt: noon + 9 * minute, text: 'hello', files: [], state: { type: 'waiting' } }
const marksOf = (entries: ReturnType<typeof toEntries>) =>
  entries.map(({ opensDay, opensGroup, closesGroup }) => [opensDay, opensGroup, closesGroup].map(Number).join(''))

describe('the lines of the log', () => {
  it('stand in groups of one author within five minutes', () => {
    const messages = [message('person', 0), message('flow', 1), message('flow', 2), message('flow', 8), message('operator', 9)]
    expect(marksOf(toEntries({ messages, outgoing: [] }))).toEqual(['111', '010', '001', '011', '011'])
  })

  it('begin a day where one begins', () => {
    const entries = toEntries({ messages: [message('flow', 719), message('flow', 721)], outgoing: [] })
    expect(entries.map((entry) => entry.opensDay)).toEqual([true, true])
  })

  it('end with what has not been shown by the desk, under the key it will come back with', () => {
    const before = toEntries({ messages: [message('flow', 1)], outgoing: [pending] })
    const after = toEntries({ messages: [message('flow', 1), message('person', 2, { clientActivityID: 'k' })], outgoing: [] })
    expect([before.at(-1)?.key, after.at(-1)?.key]).toEqual(['k', 'k'])
  })
})

describe('the open question', () => {
  it('is the last one asked since the customer spoke', () => {
    const asked = message('flow', 1, { choices: [refund], ask: 'choice' })
    expect(openQuestion({ messages: [message('person', 0), asked, message('flow', 2)], outgoing: [] })).toEqual({
      choices: [refund],
      ask: 'choice',
    })
    expect(openQuestion({ messages: [asked, message('person', 2)], outgoing: [] })).toEqual({ choices: [] })
  })

  it('is closed while an answer is on its way', () => {
    expect(openQuestion({ messages: [message('flow', 1, { choices: [refund] })], outgoing: [pending] })).toEqual({ choices: [] })
  })
})
