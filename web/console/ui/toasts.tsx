import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Toast } from 'radix-ui'
import { createStore, useStore } from '../app/store'
import { useWords } from '../i18n/use-words'
import { cn } from './class-names'

type Note = { id: number; tone: 'done' | 'fault'; title: string; text?: string }

const notes = createStore<readonly Note[]>([])
let lastId = 0

const add = (tone: Note['tone'], title: string, text?: string): void => {
  lastId += 1
  const note = { id: lastId, tone, title, ...(text ? { text } : {}) }
  notes.set((now) => [...now.slice(-2), note])
}

/** Says that something is done. Never the only place where it can be seen. */
export const toastDone = (title: string): void => add('done', title)
/** Says what failed; stays until it is closed. */
export const toastFault = (title: string, text?: string): void => add('fault', title, text)

const drop = (id: number): void => notes.set((now) => now.filter((note) => note.id !== id))

export function Toasts() {
  const { t } = useWords()
  const shown = useStore(notes, (now) => now)
  return (
    <Toast.Provider label={t('app.name')} swipeDirection="right" duration={5000}>
      {shown.map((note) => (
        <Toast.Root
          key={note.id}
          type={note.tone === 'fault' ? 'foreground' : 'background'}
          duration={note.tone === 'fault' ? Number.POSITIVE_INFINITY : 5000}
          onOpenChange={(isOpen) => !isOpen && drop(note.id)}
          className={cn(
            'flex animate-appear items-start gap-2 rounded-card border bg-surface py-2 pr-1 pl-3 text-body text-text shadow-high',
            note.tone === 'fault' ? 'border-danger' : 'border-border',
          )}
        >
          {note.tone === 'fault' ? (
            <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" />
          ) : (
            <CircleCheck aria-hidden className="mt-1.5 size-4 shrink-0 text-good" />
          )}
          <div className="min-w-0 flex-1 py-1">
            <Toast.Title className="font-medium">{note.title}</Toast.Title>
            {note.text && <Toast.Description className="text-dense text-text-2">{note.text}</Toast.Description>}
          </div>
          <Toast.Close
            aria-label={t('app.close')}
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-text-3 hover:bg-hover coarse:size-11"
          >
            <X aria-hidden className="size-4" />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport
        label={t('toast.region', { hotkey: 'F8' })}
        className="fixed right-4 bottom-[calc(1rem+env(safe-area-inset-bottom))] left-4 z-50 m-0 flex list-none flex-col gap-2 p-0 outline-none max-two:bottom-20 two:right-auto two:left-20 two:w-96"
      />
    </Toast.Provider>
  )
}
