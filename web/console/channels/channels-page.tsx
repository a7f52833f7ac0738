import { Plug, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { AccountDto } from '../../../src/http/contract'
import { may, useMe } from '../app/me'
import { useTitle } from '../app/use-title'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'
import { Overlay } from '../ui/overlay'
import { Bone, Empty, Trouble } from '../ui/state'
import { AccountCard } from './account-card'
import { useAccountName } from './account-words'
import { useAccounts } from './use-accounts'

const AddAccount = lazyPart(() => import('./add-account').then((part) => part.AddAccount))
const ChangeSettings = lazyPart(() => import('./add-account').then((part) => part.ChangeSettings))
const ConnectionTest = lazyPart(() => import('./connection-test').then((part) => part.ConnectionTest))

type Layer = { type: 'add' } | { type: 'test' | 'settings'; account: AccountDto }

/** Where customers write from: each bot, mailbox and site, how it is, and what to do about it. */
export function ChannelsPage() {
  const { t } = useWords()
  useTitle(t('channels.title'))
  const me = useMe()
  const accountName = useAccountName()
  const { data, error, refetch } = useAccounts()
  const [layer, setLayer] = useState<Layer | null>(null)
  const mayChange = may(me, 'desk.write')
  const close = (): void => setLayer(null)
  const title =
    layer === null || layer.type === 'add' ? t('channels.add') : t(`channels.${layer.type}Of`, { name: accountName(layer.account) })
  const addButton = (
    <Button look="primary" onClick={() => setLayer({ type: 'add' })}>
      <Plus aria-hidden className="size-4" />
      {t('channels.add')}
    </Button>
  )
  return (
    <main className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-wrap items-center gap-3 border-b border-border bg-surface px-6 py-3 max-two:px-3">
        <div className="min-w-48 flex-1">
          <h1 className="text-h2 font-semibold max-two:text-h3">{t('channels.title')}</h1>
          <p className="text-body text-text-2">{t('channels.lead')}</p>
        </div>
        {mayChange && addButton}
      </div>
      {error && !data && <Trouble title={t('channels.broken')} fault={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bone className="m-6 h-40" />}
      {data?.items.length === 0 && (
        <Empty icon={<Plug aria-hidden className="size-8" />} title={t('channels.empty')}>
          {t('channels.emptyFix')}
        </Empty>
      )}
      <ul className="m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(min(100%,400px),1fr))] gap-3 p-6 max-two:p-3">
        {data?.items.map((account) => (
          <AccountCard
            key={account.id}
            account={account}
            mayChange={mayChange}
            onTest={() => setLayer({ type: 'test', account })}
            onSettings={() => setLayer({ type: 'settings', account })}
          />
        ))}
      </ul>
      <Overlay isOpen={layer !== null} onOpenChange={(isOpen) => !isOpen && close()} title={title}>
        <Suspense fallback={<Bone className="m-4 h-64" />}>
          {layer?.type === 'add' && <AddAccount known={data?.items ?? []} onAdded={(account) => setLayer({ type: 'test', account })} />}
          {layer?.type === 'settings' && <ChangeSettings account={layer.account} onDone={() => setLayer({ ...layer, type: 'test' })} />}
          {layer?.type === 'test' && <ConnectionTest account={layer.account} onClose={close} />}
        </Suspense>
      </Overlay>
    </main>
  )
}
