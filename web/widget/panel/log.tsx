import { useState } from 'preact/hooks'
import { Answers } from './answers'
import { Blank } from './blank'
import { type Entry, toEntries } from './entries'
import { Icon } from './icon'
import { LogItem } from './log-item'
import type { PanelModel } from './panel-model'
import { dayText } from './times'
import { Typing } from './typing'
import { useStickyEnd } from './use-sticky-end'

const pageSize = 50

/** The region that reads new messages out is around the list, so that the items stay items of a list. */
export function Log({ model }: { model: PanelModel }) {
  const { words, state } = model
  const [limit, setLimit] = useState(pageSize)
  const all = toEntries(state)
  const entries = all.slice(-limit)
  const end = useStickyEnd(all.at(-1)?.key, state.outgoing.length)
  return (
    <div class="frame">
      <section
        ref={end.section}
        class="log"
        role="log"
        aria-labelledby="otklik-log"
        aria-busy={model.isLoading}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be scrollable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={end.onScroll}
      >
        <h3 id="otklik-log" class="sr">
          {words.log}
        </h3>
        <div ref={end.content} class="content">
          {all.length > entries.length && (
            <button type="button" class="earlier" onClick={() => setLimit(limit + pageSize)}>
              {words.earlier}
            </button>
          )}
          {model.isBlank && <Blank model={model} />}
          {model.isLoading && <Skeleton />}
          <ol>
            {entries.map((entry) => (
              <LogItem key={entry.key} entry={entry} day={toDay(entry, model)} model={model} />
            ))}
          </ol>
          <Answers model={model} />
          <Typing model={model} />
        </div>
      </section>
      {end.hasNews && (
        <button type="button" class="news" onClick={end.toEnd}>
          <Icon name="down" />
          {words.news}
        </button>
      )}
    </div>
  )
}

const toDay = (entry: Entry, model: PanelModel) => (entry.opensDay ? dayText(entry.at, model.language, model.words) : undefined)

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <span />
      <span />
    </div>
  )
}
