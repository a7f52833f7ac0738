import { CircleAlert, CircleCheck, CircleMinus, CirclePlay, type LucideIcon, RefreshCw, Settings2 } from 'lucide-react'
import type { AccountDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Chip, type Tone } from '../ui/chip'
import { ChannelMark } from '../words/channel-mark'
import { accountChannels } from './account-fields'
import { stateReason, useAccountName } from './account-words'
import { CopyField } from './copy-field'
import { SwitchButton } from './switch-button'

type CardProps = { account: AccountDto; mayChange: boolean; onTest: () => void; onSettings: () => void }

/** One account: whether it works and since when not, what came and went last, and what can be done. */
export function AccountCard({ account, mayChange, onTest, onSettings }: CardProps) {
  const { t } = useWords()
  const name = useAccountName()(account)
  const isOurs = account.source === 'console'
  const isKnown = accountChannels.some((one) => one === account.channel)
  return (
    <li className="flex flex-col gap-3 rounded-card border border-border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 text-h3 font-semibold break-words">{name}</h2>
        <StateChip account={account} />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-dense text-text-2">
        <ChannelMark channel={account.channel} />
        {account.brand.name}
      </p>
      <Trouble account={account} />
      <LastSeen account={account} />
      {account.webhookUrl && <CopyField label={t('channels.webhook')} value={account.webhookUrl} />}
      {account.source === 'environment' && <p className="text-dense text-text-3">{t('channels.fromEnvironment')}</p>}
      {mayChange && isKnown && (
        <div className="mt-auto flex flex-wrap gap-2 pt-1">
          {account.isEnabled && (
            <Button onClick={onTest} aria-label={t('channels.testOf', { name })}>
              <CirclePlay aria-hidden className="size-4" />
              {t('channels.test')}
            </Button>
          )}
          {isOurs && (
            <Button onClick={onSettings} aria-label={t('channels.settingsOf', { name })}>
              <Settings2 aria-hidden className="size-4" />
              {t('channels.settings')}
            </Button>
          )}
          {isOurs && <SwitchButton account={account} name={name} />}
        </div>
      )}
    </li>
  )
}

const looks: Readonly<Record<'ok' | 'failing' | 'broken' | 'off', { tone: Tone; icon: LucideIcon }>> = {
  ok: { tone: 'good', icon: CircleCheck },
  failing: { tone: 'department', icon: RefreshCw },
  broken: { tone: 'danger', icon: CircleAlert },
  off: { tone: 'quiet', icon: CircleMinus },
}

function StateChip({ account: { isEnabled, status } }: { account: AccountDto }) {
  const { t } = useWords()
  const state = isEnabled ? status : 'off'
  return (
    <Chip tone={looks[state].tone} icon={looks[state].icon}>
      {t(`accountState.${state}`)}
    </Chip>
  )
}

/** What is wrong, since when, and the platform's own words for who wants to look closer. */
function Trouble({ account }: { account: AccountDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const { isEnabled, status, statusAt, statusReason } = account
  if (!isEnabled || status === 'ok') return null
  return (
    <div className="flex flex-col gap-1 rounded-control bg-sunken px-3 py-2">
      <p className="text-body">{stateReason(account, t)}</p>
      {statusAt && <p className="text-dense text-text-2">{t('channels.since', { at: formatMoment(statusAt, language, now) })}</p>}
      {statusReason && (
        <p lang="en" className="text-meta break-words text-text-3">
          {t('failure.said', { words: statusReason })}
        </p>
      )}
    </div>
  )
}

function LastSeen({ account: { lastInAt, lastOutAt, waiting } }: { account: AccountDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const moment = (at: string | null): string => (at === null ? t('channels.never') : formatMoment(at, language, now))
  const rows = [
    { label: t('channels.lastIn'), value: moment(lastInAt) },
    { label: t('channels.lastOut'), value: moment(lastOutAt) },
    { label: t('channels.waiting'), value: String(waiting) },
  ]
  return (
    <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-dense">
      {rows.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-text-3">{label}</dt>
          <dd className="m-0 text-text tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
