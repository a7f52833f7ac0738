import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleDashed, Hourglass, type LucideIcon, RotateCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { AccountDto, AccountTestDto } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { queries } from '../api/queries'
import { announce } from '../app/announce'
import { useWords } from '../i18n/use-words'
import { Button, buttonClass } from '../ui/button'
import { cn } from '../ui/class-names'
import { Bone, Trouble } from '../ui/state'
import { testReason } from './account-words'
import { CopyField } from './copy-field'

const askEachMs = 1_000

type Step = AccountTestDto['steps'][number]
type StepState = Step['state'] | 'current'

/** Where the test stands: the step that failed, for after it nothing more is tried, else the first that is not done. null: all are. */
const currentStep = (steps: readonly Step[]): Step | null =>
  steps.find(({ state }) => state === 'failed') ?? steps.find(({ state }) => state !== 'done') ?? null
const isRunning = (test: AccountTestDto | undefined): boolean => test !== undefined && currentStep(test.steps)?.state === 'waiting'

/** Proves that an account works from end to end: four steps that tick by themselves, and what a person has to do for the last two. */
export function ConnectionTest({ account, onClose }: { account: AccountDto; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const options = queries.accountTest(account.id)
  const begin = useMutation({
    mutationFn: () => desk.startAccountTest(account.id),
    onSuccess: (test) => client.setQueryData(options.queryKey, test),
  })
  const { data: test, error } = useQuery({
    ...options,
    enabled: begin.isSuccess,
    staleTime: 0,
    refetchInterval: ({ state }) => (isRunning(state.data) ? askEachMs : false),
  })
  const hasBegun = useRef(false)
  const { mutate } = begin
  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    mutate()
  }, [mutate])
  useTelling(test)

  const fault = begin.error ?? (test ? null : error)
  if (fault) return <Trouble title={t('channels.testBroken')} fault={fault} onRetry={() => mutate()} />
  if (!test || begin.isPending) return <Bone className="m-4 h-64" />
  const current = currentStep(test.steps)
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
      <ol className="m-0 flex list-none flex-col gap-3 p-0">
        {test.steps.map((step) => (
          <StepLine key={step.name} step={step} isCurrent={step === current} />
        ))}
      </ol>
      {current === null && <p className="text-body font-semibold text-good">{t('channels.testDone')}</p>}
      {current?.state === 'waiting' && <ToDo test={test} step={current} account={account} />}
      {account.webhookUrl && current !== null && <CopyField label={t('channels.webhookGive')} value={account.webhookUrl} />}
      <div className="flex flex-wrap justify-end gap-2">
        {!isRunning(test) && (
          <Button onClick={() => mutate()}>
            <RotateCw aria-hidden className="size-4" />
            {t('channels.testAgain')}
          </Button>
        )}
        <Button look={current === null ? 'primary' : 'plain'} onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </div>
  )
}

/** Each change of a step, said to who hears the page. */
function useTelling(test: AccountTestDto | undefined): void {
  const { t } = useWords()
  const standing = test?.steps.map(({ name, state }) => `${name} ${state}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when the standing changes, not when the same is read again
  useEffect(() => {
    if (!test) return
    const failed = test.steps.find(({ state }) => state === 'failed')
    const done = test.steps.filter(({ state }) => state === 'done').at(-1)
    const last = failed ?? done
    if (last) announce(t('channels.stepSays', { step: t(`testStep.${last.name}`), state: t(`testState.${last.state}`) }))
  }, [standing])
}

const looks: Readonly<Record<StepState, { icon: LucideIcon; color: string }>> = {
  done: { icon: CircleCheck, color: 'text-good' },
  failed: { icon: CircleAlert, color: 'text-danger' },
  current: { icon: Hourglass, color: 'text-department' },
  waiting: { icon: CircleDashed, color: 'text-text-3' },
}

function StepLine({ step, isCurrent }: { step: Step; isCurrent: boolean }) {
  const { t } = useWords()
  const state: StepState = isCurrent && step.state === 'waiting' ? 'current' : step.state
  const { icon: Icon, color } = looks[state]
  const reason = step.state === 'failed' ? testReason(step, t) : null
  return (
    <li aria-current={isCurrent ? 'step' : undefined} className="flex gap-2">
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', color)} />
      <div className="min-w-0">
        <p className="text-body">
          <span className="font-medium">{t(`testStep.${step.name}`)}</span>{' '}
          <span className={cn('text-dense', color)}>{t(`testState.${state}`)}</span>
        </p>
        {reason && <p className="text-dense text-text">{reason.words}</p>}
        {reason?.said && (
          <p lang="en" className="text-meta break-words text-text-3">
            {t('failure.said', { words: reason.said })}
          </p>
        )}
      </div>
    </li>
  )
}

/** What a person has to do now. The first two steps go by themselves. */
function ToDo({ test, step, account }: { test: AccountTestDto; step: Step; account: AccountDto }) {
  const { t } = useWords()
  if (step.name === 'token' || step.name === 'reachable') return <p className="text-body text-text-2">{t('channels.byItself')}</p>
  const to = test.identity?.name ?? account.name
  if (step.name === 'in') return <p className="text-body">{t('channels.sayBack')}</p>
  return (
    <div className="flex flex-col gap-3">
      <p className="text-body">{t(account.channel === 'email' ? 'channels.sayCodeByMail' : 'channels.sayCode', { to })}</p>
      <CopyField label={t('channels.code')} value={test.code} />
      <div className="flex flex-wrap gap-2">
        {test.link && (
          <a href={test.link} target="_blank" rel="noopener noreferrer" className={buttonClass('primary')}>
            {t('channels.openLink')}
          </a>
        )}
        {test.identity?.url && test.identity.url !== test.link && (
          <a href={test.identity.url} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
            {t('channels.openAccount', { to })}
          </a>
        )}
      </div>
    </div>
  )
}
