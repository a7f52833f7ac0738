import { Bot, Ellipsis, Users } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { announce } from '../app/announce'
import { useMe } from '../app/me'
import { FinishAction } from '../finishing/finish-action'
import { HandOverAction } from '../finishing/hand-over-action'
import { SnoozeAction } from '../finishing/snooze-action'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { Menu, MenuItem } from '../ui/menu'
import { toastDone } from '../ui/toasts'
import { useAct } from './use-act'

/** What ends it or passes it on; nothing of that while a colleague has it. */
export function HeaderActions({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const act = useAct()
  const { id, holder } = conversation
  const isMine = holder.kind === 'operator' && holder.id === me.staff.id
  const release = (to: 'flow' | 'queue'): void =>
    act.mutate(
      { type: 'release', id, to },
      { onSuccess: () => toastDone(t(to === 'flow' ? 'conversation.releasedBot' : 'conversation.releasedQueue')) },
    )
  if (holder.kind === 'operator' && !isMine) return null
  return (
    <>
      <SnoozeAction conversation={conversation} />
      <FinishAction conversation={conversation} />
      <HandOverAction conversation={conversation} />
      {isMine && (
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t('conversation.actions')}
              className="inline-flex size-8 items-center justify-center rounded-control text-text-2 hover:bg-hover coarse:size-11"
            >
              <Ellipsis aria-hidden className="size-4" />
            </button>
          }
        >
          <MenuItem icon={<Bot aria-hidden className="size-4" />} onSelect={() => release('flow')}>
            {t('conversation.releaseBot')}
          </MenuItem>
          <MenuItem icon={<Users aria-hidden className="size-4" />} onSelect={() => release('queue')}>
            {t('conversation.releaseQueue')}
          </MenuItem>
        </Menu>
      )}
    </>
  )
}

/** The one act that makes it somebody's. While the bot has it, the composer offers the same. */
export function TakeButton({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const act = useAct()
  const { id, holder } = conversation
  const take = (): void => act.mutate({ type: 'take', id }, { onSuccess: () => announce(t('conversation.taken')) })
  useShortcut('take', take, holder.kind !== 'operator')
  if (holder.kind !== 'queue') return null
  return (
    <Button onClick={take} className="min-h-7 px-2 py-0 text-dense">
      {t('conversation.take')}
    </Button>
  )
}
