import { PlugZap } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { may, useMe } from '../app/me'
import { useNow } from '../app/use-now'
import { useAccountName } from '../channels/account-words'
import { useAccountsBehind } from '../channels/use-accounts'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'

/** The account of this conversation is not well: a reply is not lost, it waits. */
export function ChannelDown({ conversation }: { conversation: ConversationDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const name = useAccountName()
  const accounts = useAccountsBehind(may(useMe(), 'conversations.read'))
  const account = accounts.find((one) => one.channel === conversation.channel && one.name === conversation.account)
  if (!account || (account.isEnabled && account.status === 'ok')) return null
  const told = { name: name(account), at: account.statusAt === null ? '' : formatMoment(account.statusAt, language, now) }
  return (
    <p className="flex items-start gap-2 border-t border-border bg-department-bg px-4 py-2 text-body text-department max-two:px-3">
      <PlugZap aria-hidden className="mt-0.5 size-4 shrink-0" />
      {!account.isEnabled
        ? t('channels.downOff', { name: told.name })
        : t(account.status === 'broken' ? 'channels.down' : 'channels.downFailing', told)}
    </p>
  )
}
