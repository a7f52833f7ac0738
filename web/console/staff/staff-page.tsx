import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleMinus, UserPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { StaffMemberDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { may, useMe } from '../app/me'
import { useTitle } from '../app/use-title'
import { DemoMark } from '../feed/feed-row'
import { useWords } from '../i18n/use-words'
import { Avatar } from '../ui/avatar'
import { Button } from '../ui/button'
import { Chip } from '../ui/chip'
import { lazyPart } from '../ui/lazy-part'
import { Overlay } from '../ui/overlay'
import { Bone, Empty, Trouble } from '../ui/state'

const InviteForm = lazyPart(() => import('./invite-form').then((part) => part.InviteForm))

const roles = ['operator', 'manager', 'admin'] as const

/** Who works here, who is there now and how much they carry. */
export function StaffPage() {
  const { t } = useWords()
  useTitle(t('staff.title'))
  const me = useMe()
  const [isInviting, setIsInviting] = useState(false)
  const { data, error, refetch } = useQuery(queries.staff)
  return (
    <main className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-wrap items-center gap-3 border-b border-border bg-surface px-6 py-3 max-two:px-3">
        <div className="min-w-48 flex-1">
          <h1 className="text-h2 font-semibold max-two:text-h3">{t('staff.title')}</h1>
          <p className="text-body text-text-2">{t('staff.lead')}</p>
        </div>
        {may(me, 'staff.write') && (
          <Button look="primary" onClick={() => setIsInviting(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('staff.invite')}
          </Button>
        )}
      </div>
      {error && !data && <Trouble title={t('staff.broken')} fault={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bone className="m-6 h-40" />}
      {data?.items.length === 0 && <Empty title={t('staff.empty')} />}
      <ul className="m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(min(100%,320px),1fr))] gap-3 p-6 max-two:p-3">
        {data?.items.map((one) => (
          <Person key={one.id} person={one} />
        ))}
      </ul>
      <Overlay isOpen={isInviting} onOpenChange={setIsInviting} title={t('staff.invite')}>
        <Suspense fallback={<Bone className="m-4 h-64" />}>
          <InviteForm onDone={() => setIsInviting(false)} />
        </Suspense>
      </Overlay>
    </main>
  )
}

function Person({ person }: { person: StaffMemberDto }) {
  const { t } = useWords()
  const role = roles.find((one) => one === person.role)
  return (
    <li className="flex gap-3 rounded-card border border-border bg-surface p-3">
      <Avatar name={person.name} className="size-10" />
      <div className="min-w-0 flex-1">
        <h2 className="flex items-center gap-2 text-body font-semibold">
          <span className="break-words">{person.name}</span>
          {person.isDemo && <DemoMark />}
        </h2>
        <p className="text-dense text-text-2">
          {role ? t(`role.${role}`) : person.role}
          {person.isManager && role !== 'manager' && ` · ${t('staff.manages')}`}
        </p>
        {person.contact && <p className="text-dense break-words text-text-3">{person.contact}</p>}
        {person.email && <p className="text-dense break-all text-text-3">{person.email}</p>}
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Chip tone={person.isAvailable ? 'good' : 'quiet'} icon={person.isAvailable ? CircleCheck : CircleMinus}>
            {t(person.isAvailable ? 'staff.available' : 'staff.away')}
          </Chip>
          <span className="text-meta text-text-2 tabular-nums">{t('handOver.loadLabel', { load: person.load, max: person.maxLoad })}</span>
          <span className="text-meta text-text-3">{person.languages.map((language) => t(`language.${language}`)).join(', ')}</span>
        </div>
      </div>
    </li>
  )
}
