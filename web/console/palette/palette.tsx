import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { desk } from '../api/desk'
import { readNumber } from '../app/journal-search'
import { useStore } from '../app/store'
import { changeLanguage, languages, ownNames } from '../i18n/i18n'
import { useWords } from '../i18n/use-words'
import { handlersStore, runShortcut } from '../shortcuts/dispatch'
import { type ShortcutId, shortcutIds, shortcuts } from '../shortcuts/registry'
import { changeTheme, themes } from '../theme/theme'
import { Kbd } from '../ui/kbd'
import { Overlay } from '../ui/overlay'
import { StatusChip } from '../words/status-chip'
import { fuzzy } from './fuzzy'

const hidden: readonly ShortcutId[] = ['palette', 'closeLayer', 'send', 'next', 'previous']

/** Find a complaint or do something: what can be done here first, then complaints, then places. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const handlers = useStore(handlersStore, (now) => now)
  const possible = shortcutIds.filter((id) => (handlers.get(id)?.length ?? 0) > 0 && !hidden.includes(id))

  const run = (what: () => void): void => {
    onClose()
    // The layer closes first, so that what opens next takes the focus from the page and not from here.
    requestAnimationFrame(what)
  }
  return (
    <Overlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('palette.title')} shape="top" hasBareHead>
      <Command
        label={t('palette.title')}
        filter={(value, search) => (value.startsWith('found ') ? 1 : fuzzy(value, search))}
        loop
        className="flex min-h-0 flex-col"
      >
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={t('palette.hint')}
          className="min-h-12 w-full border-b border-border bg-transparent px-4 text-form outline-none placeholder:text-text-3"
        />
        <Command.List className="min-h-0 overflow-y-auto p-2">
          <Command.Empty className="px-2 py-6 text-center text-text-3">{t('palette.none')}</Command.Empty>
          <Actions ids={possible.filter((id) => shortcuts[id].group !== 'anywhere')} title={t('palette.actions')} onRun={run} />
          <Complaints text={text} onRun={run} />
          <Actions ids={possible.filter((id) => shortcuts[id].group === 'anywhere')} title={t('palette.places')} onRun={run} />
          <Group title={t('palette.settings')}>
            {languages.map((language) => (
              <Item
                key={language}
                value={`${t('profile.language')} ${ownNames[language]}`}
                onSelect={() => run(() => void changeLanguage(language))}
              >
                {t('profile.language')}: {ownNames[language]}
              </Item>
            ))}
            {themes.map((theme) => (
              <Item key={theme} value={`${t('profile.theme')} ${t(`profile.${theme}`)}`} onSelect={() => run(() => changeTheme(theme))}>
                {t('profile.theme')}: {t(`profile.${theme}`)}
              </Item>
            ))}
          </Group>
        </Command.List>
      </Command>
    </Overlay>
  )
}

type Run = (what: () => void) => void

function Actions({ ids, title, onRun }: { ids: readonly ShortcutId[]; title: string; onRun: Run }) {
  const { t } = useWords()
  if (ids.length === 0) return null
  return (
    <Group title={title}>
      {ids.map((id) => (
        <Item key={id} value={t(`keys.${id}`)} onSelect={() => onRun(() => runShortcut(id))}>
          <span className="flex-1">{t(`keys.${id}`)}</span>
          <Kbd id={id} />
        </Item>
      ))}
    </Group>
  )
}

function Complaints({ text, onRun }: { text: string; onRun: Run }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const wanted = useDeferredValue(text.trim())
  const number = readNumber(wanted)
  const { data, isFetching } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: async ({ signal }) => {
      await pause(200, signal)
      return desk.complaints({ ...(number ? { number } : { q: wanted }), limit: 6 }, { signal })
    },
    enabled: wanted.length >= 2,
  })
  if (wanted.length < 2) return null
  return (
    <Group title={t('palette.complaints')}>
      {isFetching && !data && <Command.Loading className="px-2 py-1 text-dense text-text-3">{t('palette.searching')}</Command.Loading>}
      {data?.items.map((row) => (
        <Item
          key={row.id}
          value={`found ${row.number}`}
          onSelect={() => onRun(() => void navigate({ to: '/complaints/$number', params: { number: row.number } }))}
        >
          <span className="shrink-0 font-medium tabular-nums">{t('conversation.number', { number: row.number })}</span>
          <span className="min-w-0 flex-1 truncate text-text-2">
            {row.person.name ? `${row.person.name} · ` : ''}
            {row.summary}
          </span>
          <StatusChip status={row.status} />
        </Item>
      ))}
    </Group>
  )
}

/** Waits a moment, so that a fast typist asks once; rejects when the next letter came first. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <Command.Group
    heading={title}
    className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3"
  >
    {children}
  </Command.Group>
)

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-2 data-[selected=true]:bg-hover coarse:min-h-11"
    >
      {children}
    </Command.Item>
  )
}
