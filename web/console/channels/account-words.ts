import type { AccountDto, AccountTestDto } from '../../../src/http/contract'
import { type Translate, useWords } from '../i18n/use-words'
import { useChannelName } from '../words/channel-mark'
import { readFailure } from '../words/failure-words'

type State = Pick<AccountDto, 'isEnabled' | 'status' | 'statusCode'>

/** The account as people speak of it: `Telegram`, or `Telegram «shop»` where it has a name of its own. */
export function useAccountName(): (account: Pick<AccountDto, 'channel' | 'name'>) => string {
  const { t } = useWords()
  const channelName = useChannelName()
  return ({ channel, name }) => {
    const spoken = channelName(channel)
    const begun = spoken.charAt(0).toLocaleUpperCase() + spoken.slice(1)
    return name === 'default' ? begun : t('channels.named', { channel: begun, name })
  }
}

const reasons = ['unreachable', 'throttled', 'misconfigured', 'refused', 'settings'] as const

/** Why it fails, in one sentence; the platform's own words stand apart. */
export function stateReason({ status, statusCode }: State, t: Translate): string {
  const known = reasons.find((one) => one === statusCode)
  if (known) return t(`accountReason.${known}`)
  return t(status === 'broken' ? 'accountReason.broken' : 'accountReason.failing')
}

type TestStep = AccountTestDto['steps'][number]

/** What a step says when it fails without a kind: a refused key, a platform that is silent, or just that it failed. */
const ordinary = { token: 'misconfigured', reachable: 'unreachable', out: 'other', in: 'other' } as const

/** Why a step of the connection test failed; `said` is as the platform put it. */
export function testReason({ name, reason }: Pick<TestStep, 'name' | 'reason'>, t: Translate): { words: string; said: string | null } {
  const failure = readFailure(reason)
  const kind = failure === null || failure.kind === 'other' ? ordinary[name] : failure.kind
  return { words: t(`testReason.${kind}`), said: failure?.said ?? null }
}

/** Those somebody must know of: switched on and not well, the broken first. */
export const inTrouble = (accounts: readonly AccountDto[]): AccountDto[] =>
  accounts
    .filter(({ isEnabled, status }) => isEnabled && status !== 'ok')
    .toSorted((a, b) => Number(b.status === 'broken') - Number(a.status === 'broken') || b.waiting - a.waiting)
