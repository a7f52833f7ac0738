import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { desk } from '../api/desk'
import { useTitle } from '../app/use-title'
import { useWords } from '../i18n/use-words'
import { buttonClass } from '../ui/button'
import { Gate } from '../ui/gate'
import { Empty, Trouble } from '../ui/state'
import { SetUpForm } from './set-up-form'

/** First run: from a demonstration to one's own desk, by the one-time link that the start prints. */
export function SetUpPage() {
  const { t } = useWords()
  useTitle(t('setUp.title'))
  const { token } = useSearch({ from: '/set-up' })
  const link = useQuery({
    queryKey: ['set-up', token],
    queryFn: ({ signal }) => desk.setUpState(token ?? '', { signal }),
    enabled: token !== undefined,
  })
  return (
    <Gate title={t('setUp.title')} lead={t('setUp.lead')} isWide>
      {token === undefined && <Empty title={t('setUp.noToken')}>{t('setUp.noTokenFix')}</Empty>}
      {link.error && <Trouble title={t('page.broken')} fault={link.error} onRetry={() => void link.refetch()} className="px-0 py-4" />}
      {token !== undefined && link.data?.isOpen && <SetUpForm token={token} />}
      {link.data?.isOpen === false && <Closed />}
    </Gate>
  )
}

/** The link was used, or a newer one was printed. */
function Closed() {
  const { t } = useWords()
  return (
    <Empty
      title={t('faults.set_up_closed.message')}
      action={
        <Link to="/sign-in" className={buttonClass()}>
          {t('signIn.go')}
        </Link>
      }
    >
      {t('faults.set_up_closed.fix')}
    </Empty>
  )
}
