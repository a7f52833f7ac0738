import { useState } from 'react'
import { useStore } from '../app/store'
import { useWords } from '../i18n/use-words'
import { fuzzy } from '../palette/fuzzy'
import { TextInput } from '../ui/field'
import { Kbd } from '../ui/kbd'
import { Overlay } from '../ui/overlay'
import { singleKeysStore } from './dispatch'
import { shortcutGroups, shortcutIds, shortcuts } from './registry'

/** Every key there is, from the registry itself, so it cannot lie. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const isOn = useStore(singleKeysStore, (now) => now)
  const fitting = shortcutIds.filter((id) => fuzzy(`${t(`keys.${id}`)} ${shortcuts[id].chords}`, text) > 0)
  return (
    <Overlay isOpen onOpenChange={(open) => !open && onClose()} title={t('keys.title')}>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
        <TextInput
          type="search"
          aria-label={t('keys.find')}
          placeholder={t('keys.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {!isOn && <p className="rounded-control bg-department-bg px-3 py-2 text-dense text-department">{t('keys.off')}</p>}
        {fitting.length === 0 && <p className="py-4 text-center text-text-3">{t('keys.none')}</p>}
        {shortcutGroups.map((group) => {
          const ids = fitting.filter((id) => shortcuts[id].group === group)
          return (
            ids.length > 0 && (
              <section key={group}>
                <h3 className="mb-1 text-dense font-semibold text-text-2">{t(`keys.${group}`)}</h3>
                <dl className="m-0">
                  {ids.map((id) => (
                    <div key={id} className="flex min-h-8 items-center justify-between gap-3 border-b border-border py-1 last:border-b-0">
                      <dt>{t(`keys.${id}`)}</dt>
                      <dd className="m-0">
                        <Kbd id={id} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          )
        })}
      </div>
    </Overlay>
  )
}
