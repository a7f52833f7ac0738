import { expect, it } from 'vitest'
import { type FeedPage, openFeedTail } from '../../src/core/feed-tail.js'
import { until } from '../support/until.js'

const change = { conversationId: 1, complaintId: null, what: 'conversation', origin: 'there', accountId: null, conversation: null }

it('looks again at once when something committed waits for an older transaction, and not only at the next poll', async () => {
  const pages: FeedPage[] = [
    { cursor: '1.0', changes: [], isHeldBack: true },
    { cursor: '1.0', changes: [], isHeldBack: true },
    { cursor: '1.1', changes: [change], isHeldBack: false },
  ]
  const reader = { head: async () => '1.0', after: async () => pages.shift() ?? { cursor: '1.1', changes: [], isHeldBack: false } }
  const tail = openFeedTail(reader, () => undefined)
  await tail.start()
  const heard: string[] = []
  tail.onNews(({ cursor }) => void heard.push(cursor))
  tail.nudge()
  await until('the change was told', () => heard.length > 0, 2_000)
  expect(heard).toEqual(['1.1'])
  expect(pages).toEqual([])
  await tail.stop()
})

it('begins anew from the head when its place is forgotten, and hears nothing after it has stopped', async () => {
  let isForgotten = true
  const asked: string[] = []
  const reader = {
    head: async () => '9.0',
    after: async (cursor: string) => {
      asked.push(cursor)
      if (!isForgotten) return { cursor: '9.1', changes: [change], isHeldBack: false }
      isForgotten = false
      return null
    },
  }
  const tail = openFeedTail(reader, () => undefined)
  await tail.start()
  tail.nudge()
  await until('it stands at the head', () => asked.length === 1 && tail.cursor === '9.0')
  const heard: string[] = []
  tail.onNews(({ cursor }) => void heard.push(cursor))
  tail.nudge()
  await until('it has read on', () => heard.length === 1)
  await tail.stop()
  tail.nudge()
  expect([asked, heard]).toEqual([['9.0', '9.0'], ['9.1']])
})
