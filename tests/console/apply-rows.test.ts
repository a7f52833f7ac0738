import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationRowDto, MessageDto } from '../../src/http/contract'
import {
  applyMessages,
  applyRow,
  compareRows,
  type FeedData,
  feedRows,
  type MessagesData,
  threadOf,
} from '../../web/console/live/apply-rows'
import { seedDesk } from './fake-data'

const [sample] = seedDesk().conversations
const row = (id: number, dueInMinutes: number | null, priority: 'critical' | 'normal' = 'normal'): ConversationRowDto => ({
  ...sample!,
  id,
  nextClock:
    dueInMinutes === null
      ? null
      : { name: 'decision', startedAt: '2026-01-01T00:00:00.000Z', dueAt: new Date(dueInMinutes * 60_000).toISOString() },
  complaint: { ...sample!.complaint!, priority },
})
const counts = { now: 0, waiting: 0, snoozed: 0, bot: 0, closed: 0 }
const feed = (pages: ConversationRowDto[][], hasMore = false): FeedData => ({
  pageParams: pages.map(() => null),
  pages: pages.map((items, index) => ({ items, counts, nextCursor: hasMore || index < pages.length - 1 ? 'more' : null })),
})
const ids = (data: FeedData): number[] => feedRows(data).map((one) => one.id)

describe('the order of the feed', () => {
  it('is the nearest deadline, then priority, then age; without a deadline comes last', () => {
    const rows = [row(5, null), row(4, 30), row(3, 30, 'critical'), row(2, -5), row(1, 30)]
    expect(rows.sort(compareRows).map((one) => one.id)).toEqual([2, 3, 1, 4, 5])
  })
})

describe('a changed row', () => {
  it('goes to its place among the loaded pages', () => {
    expect(ids(applyRow(feed([[row(1, 10), row(2, 20)], [row(3, 30)]]), row(9, 25), true))).toEqual([1, 2, 9, 3])
  })

  it('moves when its deadline does, and is there once', () => {
    expect(ids(applyRow(feed([[row(1, 10), row(2, 20), row(3, 30)]]), row(1, 25), true))).toEqual([2, 1, 3])
  })

  it('leaves a list it no longer belongs to', () => {
    expect(ids(applyRow(feed([[row(1, 10), row(2, 20)]]), row(1, 10), false))).toEqual([2])
  })

  it('behind the last loaded page is left for that page to bring', () => {
    expect(ids(applyRow(feed([[row(1, 10)]], true), row(9, 99), true))).toEqual([1])
    expect(ids(applyRow(feed([[row(1, 10)]], false), row(9, 99), true))).toEqual([1, 9])
  })

  it('that concerns another list changes nothing', () => {
    const before = feed([[row(1, 10)]])
    expect(applyRow(before, row(9, 5), false)).toBe(before)
  })

  it('however they come, the rows stay sorted and each is there once', () => {
    const change = fc.record({ id: fc.integer({ min: 1, max: 8 }), due: fc.integer({ min: -50, max: 50 }), belongs: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const last = new Map(changes.map((one) => [one.id, one]))
        const after = changes.reduce((data, one) => applyRow(data, row(one.id, one.due), one.belongs), feed([[]]))
        const expected = [...last.values()].filter((one) => one.belongs).map((one) => row(one.id, one.due))
        expect(ids(after)).toEqual(expected.sort(compareRows).map((one) => one.id))
      }),
    )
  })
})

describe('a thread', () => {
  const [message] = seedDesk().messages.get(102)!
  const said = (seq: number, text = `${seq}`): MessageDto => ({ ...message!, id: 100 + seq, seq, text })
  const thread = (pages: MessageDto[][]): MessagesData => ({
    pageParams: pages.map(() => null),
    pages: pages.map((items) => ({ items, nextCursor: null })),
  })

  it('is read oldest first, whatever pages it came in', () => {
    expect(
      threadOf(
        thread([
          [said(5), said(4)],
          [said(3), said(2)],
        ]),
      ).map((one) => one.seq),
    ).toEqual([2, 3, 4, 5])
  })

  it('takes new messages once and changed ones in their place', () => {
    const after = applyMessages(thread([[said(3), said(2)], [said(1)]]), [said(4), said(3, 'read'), said(4)])
    expect(threadOf(after).map((one) => one.text)).toEqual(['1', '2', 'read', '4'])
    expect(after.pages[0]?.items.map((one) => one.seq)).toEqual([4, 3, 2])
  })
})
