import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import type { AccountDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { toastDone } from '../ui/toasts'
import { ChannelMark } from '../words/channel-mark'
import { type AccountChannel, accountChannels } from './account-fields'
import { AccountForm } from './account-form'
import { useAccountName } from './account-words'
import { HowTo } from './how-to'
import { useAddAccount, useChangeAccount } from './use-accounts'

type AddProps = { known: readonly AccountDto[]; onAdded: (account: AccountDto) => void }

/** First which channel, then what it needs to know; the connection test follows by itself. */
export function AddAccount({ known, onAdded }: AddProps) {
  const { t } = useWords()
  const [channel, setChannel] = useState<AccountChannel | null>(null)
  const add = useAddAccount()
  const accountName = useAccountName()
  if (channel === null) return <ChooseChannel onChoose={setChannel} />
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button look="quiet" onClick={() => setChannel(null)}>
          <ChevronLeft aria-hidden className="size-4" />
          {t('channels.otherChannel')}
        </Button>
        <ChannelMark channel={channel} />
      </div>
      <HowTo channel={channel} />
      <AccountForm
        channel={channel}
        taken={known.filter((one) => one.channel === channel).map(({ name }) => name)}
        submit={t('channels.addAndTest')}
        isPending={add.isPending}
        fault={add.error}
        onSubmit={({ name, settings }) =>
          add.mutate(
            { channel, name, settings },
            {
              onSuccess: (account) => {
                toastDone(t('channels.added', { name: accountName(account) }))
                onAdded(account)
              },
            },
          )
        }
      />
    </div>
  )
}

function ChooseChannel({ onChoose }: { onChoose: (channel: AccountChannel) => void }) {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-2 overflow-y-auto p-4">
      <p className="text-body text-text-2">{t('channels.choose')}</p>
      <ul className="m-0 flex list-none flex-col gap-2 p-0">
        {accountChannels.map((channel) => (
          <li key={channel}>
            <button
              type="button"
              onClick={() => onChoose(channel)}
              className="flex min-h-14 w-full flex-col items-start justify-center gap-0.5 rounded-card border border-border bg-surface px-3 py-2 text-left hover:bg-hover"
            >
              <span className="text-body font-medium">
                <ChannelMark channel={channel} />
              </span>
              <span className="text-dense text-text-2">{t(`channelAbout.${channel}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

type ChangeProps = { account: AccountDto; onDone: () => void }

/** The settings anew: what was given before is never shown, for it holds secrets. */
export function ChangeSettings({ account, onDone }: ChangeProps) {
  const { t } = useWords()
  const change = useChangeAccount()
  const channel = accountChannels.find((one) => one === account.channel)
  if (!channel) return null
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
      <p className="rounded-control bg-sunken px-3 py-2 text-body text-text-2">{t('channels.anew')}</p>
      <HowTo channel={channel} />
      <AccountForm
        channel={channel}
        submit={t('channels.saveAndTest')}
        isPending={change.isPending}
        fault={change.error}
        onSubmit={({ settings }) =>
          change.mutate(
            { id: account.id, change: { settings } },
            {
              onSuccess: () => {
                toastDone(t('channels.saved'))
                onDone()
              },
            },
          )
        }
      />
    </div>
  )
}
