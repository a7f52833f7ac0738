import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOutgoing, writeOutgoing } from '../../web/widget/direct-line/outgoing'
import { parseActivitySet, parseStart } from '../../web/widget/direct-line/parse'

const message = (more: object) =>
  parseActivitySet({ activities: [{ type: 'message', id: '1', timestamp: '2026-01-02T03:04:05Z', ...more }] }).activities[0]

describe('what the desk sends', () => {
  it('is read into what the panel shows', () => {
    const activity = message({
      text: 'How did we do?',
      from: { id: 'desk', name: 'Ann', role: 'bot' },
      suggestedActions: { actions: [{ type: 'postBack', title: 'Good', value: 4 }, { type: 'openUrl', title: 'No', value: 'x' }, null] },
      attachments: [{ contentUrl: 'https://desk.example/f', contentType: 'image/png', name: 'a.png' }],
      channelData: {
        clientActivityID: 'k1',
        otklik: {
          author: { kind: 'operator', name: 'Ann Vetrova' },
          ask: { kind: 'rating' },
          complaint: { number: '100013', statusUrl: 'https://desk.example/status/x', stage: 'Checking' },
        },
      },
    })
    expect(activity).toEqual({
      type: 'message',
      id: '1',
      clientActivityID: 'k1',
      author: { kind: 'operator', name: 'Ann Vetrova' },
      text: 'How did we do?',
      at: Date.UTC(2026, 0, 2, 3, 4, 5),
      choices: [{ type: 'postBack', title: 'Good', value: '4' }],
      attachments: [{ url: 'https://desk.example/f', contentType: 'image/png', name: 'a.png' }],
      complaint: { number: '100013', statusUrl: 'https://desk.example/status/x', stage: 'Checking' },
      ask: 'rating',
    })
  })

  it('never makes a link that runs', () => {
    expect(message({ attachments: [{ contentUrl: 'javascript:alert(1)' }, { contentUrl: 'data:text/html,x' }] })).toMatchObject({
      attachments: [],
    })
    const marked = message({ channelData: { otklik: { complaint: { number: '7', statusUrl: 'javascript:alert(1)' } } } })
    expect(marked).toMatchObject({ complaint: { number: '7' } })
    expect(marked).not.toHaveProperty('complaint.statusUrl')
  })

  it('is the customer’s own only when the desk says so', () => {
    expect(message({ from: { role: 'user' }, channelData: { otklik: { author: { kind: 'operator' } } } })).toMatchObject({
      author: { kind: 'person' },
    })
    expect(message({ from: { role: 'bot' } })).toMatchObject({ author: { kind: 'flow' } })
  })

  it('never breaks the panel, whatever it is', () => {
    const activity = fc.record({
      type: fc.constantFrom('message', 'typing', 'endOfConversation', 'event'),
      text: fc.anything(),
      from: fc.anything(),
      channelData: fc.anything(),
      attachments: fc.anything(),
      suggestedActions: fc.anything(),
      timestamp: fc.anything(),
    })
    fc.assert(fc.property(fc.anything(), (raw) => void [parseActivitySet(raw), parseStart(raw)]))
    fc.assert(fc.property(fc.array(activity), (activities) => void parseActivitySet({ activities })))
  })
})

describe('a message kept in the storage', () => {
  it('waits again after a reload, except when it had failed', () => {
    const base = { id: 'k', createdAt: 5, text: 'hello', value: 'v', files: [{ name: 'a', size: 1, contentType: 'image/png' }] }
    expect(parseOutgoing(writeOutgoing({ ...base, state: { type: 'sending', part: 0.5 } }))).toEqual({
      ...base,
      state: { type: 'waiting' },
    })
    const failed = { ...base, state: { type: 'failed' as const, reason: 'too-large' as const } }
    expect(parseOutgoing(writeOutgoing(failed))).toEqual(failed)
  })

  it('is left out when it cannot be read', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseOutgoing(text)))
    expect(parseOutgoing('{')).toBeUndefined()
  })
})
