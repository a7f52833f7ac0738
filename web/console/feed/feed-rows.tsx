import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Bone, Trouble } from '../ui/state'
import type { FeedItem } from './feed-items'
import { FeedRow } from './feed-row'
import { NothingNow, NothingThere } from './nothing'
import { StripHead } from './strip-head'
import type { Strip } from './strips'

export type FeedRowsHandle = { move: (by: 1 | -1) => void; toTop: () => void }
type FeedRowsProps = {
  ref: Ref<FeedRowsHandle>
  items: readonly FeedItem[]
  strips: readonly Strip[]
  mine: boolean
  openId: number | null
  onHold: (isHeld: boolean) => void
}

const heights: Readonly<Record<FeedItem['type'], number>> = { strip: 36, row: 84, bones: 504, empty: 64, fault: 220, more: 52 }

/** Only the lines in sight are in the page, so the feed may be as long as it likes. */
export function FeedRows({ ref, items, strips, mine, openId, onHold }: FeedRowsProps) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[items[index]?.type ?? 'row'],
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
  })

  const goingTo = useRef<string | null>(null)
  useImperativeHandle(ref, () => ({
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
    move(by) {
      const from = goingTo.current ?? focusedKey()
      const places = items.flatMap((item, index) => (item.type === 'row' ? [index] : []))
      const at = places.findIndex((index) => (from ? items[index]?.key === from : isOpenRow(items[index], openId)))
      const place = places[at < 0 ? (by > 0 ? 0 : places.length - 1) : Math.min(Math.max(at + by, 0), places.length - 1)]
      const key = place === undefined ? undefined : items[place]?.key
      if (place === undefined || key === undefined) return
      goingTo.current = key
      virtual.scrollToIndex(place)
      // The row may have to be drawn first; a second keystroke before that goes on from here all the same.
      requestAnimationFrame(() => {
        document.getElementById(`feed-${key}`)?.focus()
        goingTo.current = null
      })
    },
  }))

  return (
    <div
      ref={scroller}
      className="absolute inset-0 overflow-y-auto overscroll-contain"
      onPointerEnter={(event) => event.pointerType === 'mouse' && onHold(true)}
      onPointerLeave={() => onHold(false)}
    >
      <ul aria-label={t('feed.list')} className="relative m-0 list-none p-0" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((line) => {
          const item = items[line.index]
          return (
            item && (
              <li
                key={line.key}
                ref={virtual.measureElement}
                data-index={line.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${line.start}px)` }}
                {...(item.type === 'row' ? { 'aria-posinset': item.place, 'aria-setsize': item.size } : {})}
              >
                <Line item={item} strips={strips} mine={mine} openId={openId} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

/** The row that has the focus, by the key it was given. */
const focusedKey = (): string | undefined => /^feed-(.+)/.exec(document.activeElement?.id ?? '')?.[1]
const isOpenRow = (item: FeedItem | undefined, openId: number | null): boolean => item?.type === 'row' && item.row.id === openId

type LineProps = { item: FeedItem; strips: readonly Strip[]; mine: boolean; openId: number | null }

function Line({ item, strips, mine, openId }: LineProps) {
  const { t } = useWords()
  switch (item.type) {
    case 'strip':
      return <StripHead strip={item.strip} />
    case 'row':
      return <FeedRow id={`feed-${item.key}`} row={item.row} view={item.view} isOpen={item.row.id === openId} />
    case 'bones':
      return <Bones />
    case 'empty':
      return item.view === 'now' ? <NothingNow strips={strips} mine={mine} /> : <NothingThere view={item.view} />
    case 'fault':
      return <Trouble title={t('feed.broken')} fault={item.strip.fault} onRetry={item.strip.retry} />
    case 'more':
      return <More strip={item.strip} />
  }
}

/** Loads the next page as soon as it is looked at; the button is for those who do not scroll. */
function More({ strip }: { strip: Strip }) {
  const { t } = useWords()
  const { loadMore } = strip
  const latest = useRef(loadMore)
  latest.current = loadMore
  useEffect(() => latest.current(), [])
  return (
    <div className="p-2">
      <Button isWide onClick={loadMore}>
        {t('app.showMore')}
      </Button>
    </div>
  )
}

function Bones() {
  const { t } = useWords()
  return (
    <div>
      <span className="sr-only">{t('app.loading')}</span>
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className="flex h-21 flex-col justify-center gap-2 border-b border-border px-3">
          <Bone className="h-4 w-2/3" />
          <Bone className="h-4 w-full" />
          <Bone className="h-3 w-1/2" />
        </div>
      ))}
    </div>
  )
}
