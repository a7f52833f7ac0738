import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, MessagesSquare } from 'lucide-react'
import { isOffline } from '../api/fault'
import { queries } from '../api/queries'
import { useTitle } from '../app/use-title'
import { ComplaintCard } from '../complaint/complaint-card'
import { StageSteps } from '../complaint/stage-steps'
import { NumberButton } from '../conversation/conversation-header'
import { useWords } from '../i18n/use-words'
import { buttonClass } from '../ui/button'
import { Empty } from '../ui/state'

/** One complaint of the register, with the way into its conversations. */
export function ComplaintPage() {
  const { t } = useWords()
  const { number } = useParams({ from: '/signed-in/complaints/$number' })
  const title = t('complaint.title', { number })
  useTitle(title)
  const { data, error } = useQuery(queries.complaint(number))
  return (
    <main className="@container flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-col gap-2 border-b border-border bg-surface px-6 py-3 max-two:px-3">
        <Link to="/journal" className="inline-flex min-h-6 w-fit items-center gap-1 text-dense text-link coarse:min-h-11">
          <ArrowLeft aria-hidden className="size-4" />
          {t('complaint.back')}
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="text-h2 font-semibold max-two:text-h3">{title}</h1>
          <NumberButton number={number} isBare />
          {data?.conversationIds.map((id) => (
            <Link
              key={id}
              to="/conversations/$conversationId"
              params={{ conversationId: id }}
              className={`${buttonClass('primary')} ml-auto`}
            >
              <MessagesSquare aria-hidden className="size-4" />
              {t('complaint.open')}
            </Link>
          ))}
        </div>
        {data && <StageSteps stage={data.stage} />}
      </div>
      {error && !data && !isOffline(error) ? (
        <Empty
          title={t('complaint.missing')}
          action={
            <Link to="/journal" className={buttonClass()}>
              {t('nav.journal')}
            </Link>
          }
        >
          {t('complaint.missingFix')}
        </Empty>
      ) : (
        <div className="mx-auto w-full max-w-5xl p-4 max-two:p-0">
          <h2 className="sr-only">{t('conversation.details')}</h2>
          <div className="@container rounded-card border border-border bg-surface max-two:rounded-none max-two:border-0">
            <ComplaintCard number={number} />
          </div>
        </div>
      )}
    </main>
  )
}
