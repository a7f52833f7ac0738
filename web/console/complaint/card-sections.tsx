import { ExternalLink, Mail, Phone, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ComplaintDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Chip } from '../ui/chip'
import { useCategoryName } from '../words/category-name'
import { useChannelName } from '../words/channel-mark'
import { factName, factValue, riskWord, whyWord } from './told-words'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-border px-4 py-3 last:border-b-0">
      <h3 className="mb-1.5 text-dense font-semibold text-text-2">{title}</h3>
      {children}
    </section>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 py-0.5 text-dense">
      <dt className="w-28 shrink-0 text-text-3">{name}</dt>
      <dd className="m-0 min-w-0 flex-1 break-words">{children}</dd>
    </div>
  )
}

/** Who answers for it, how it is sorted and why, and when what happened. */
export function About({ complaint }: { complaint: ComplaintDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const categoryName = useCategoryName()
  const { priorityWhy, risks, manager, result, cause, rating } = complaint
  return (
    <Section title={t('complaint.about')}>
      <dl className="m-0">
        <Line name={t('complaint.stage')}>{t('complaint.stageSeen', { stage: stageName(t, complaint) })}</Line>
        <Line name={t('complaint.manager')}>
          {manager.name}
          {manager.contact && <span className="block text-text-3">{manager.contact}</span>}
        </Line>
        <Line name={t('complaint.category')}>{categoryName(complaint.category.key)}</Line>
        {priorityWhy.length > 0 && <Line name={t('complaint.why')}>{priorityWhy.map((code) => whyWord(code, t)).join(', ')}</Line>}
        {risks.length > 0 && (
          <Line name={t('complaint.risks')}>
            <span className="flex flex-wrap gap-1">
              {risks.map((risk) => (
                <Chip key={risk} tone="danger" icon={TriangleAlert}>
                  {riskWord(risk, t)}
                </Chip>
              ))}
            </span>
          </Line>
        )}
        <Line name={t('complaint.created')}>{formatMoment(complaint.createdAt, language, now)}</Line>
        <Line name={t('complaint.acknowledged')}>
          {complaint.acknowledgedAt ? formatMoment(complaint.acknowledgedAt, language, now) : t('complaint.notAcknowledged')}
        </Line>
        {result && <Line name={t('complaint.result')}>{t(`result.${result}`)}</Line>}
        {cause && <Line name={t('complaint.cause')}>{cause}</Line>}
        {rating !== null && <Line name={t('complaint.rating')}>{t('complaint.ratingOf', { rating })}</Line>}
        <Line name={t('complaint.statusPage')}>
          <a
            href={complaint.statusUrl}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center gap-1 text-link underline"
          >
            {t('complaint.openStatus')}
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        </Line>
      </dl>
    </Section>
  )
}

function stageName(t: ReturnType<typeof useWords>['t'], { stage }: ComplaintDto): string {
  const shipped = (['received', 'assigned', 'checking', 'decision', 'closed'] as const).find((key) => key === stage.key)
  return shipped ? t(`stage.${shipped}`) : stage.customerName
}

export function Told({ complaint }: { complaint: ComplaintDto }) {
  const { t } = useWords()
  if (complaint.facts.length === 0) return null
  return (
    <Section title={t('complaint.facts')}>
      <dl className="m-0">
        {complaint.facts.map((fact) => (
          <Line key={fact.name} name={factName(fact.name, t)}>
            <span dir="auto">{factValue(fact.value, t)}</span>
          </Line>
        ))}
      </dl>
    </Section>
  )
}

export function Person({ complaint }: { complaint: ComplaintDto }) {
  const { t } = useWords()
  const channelName = useChannelName()
  const { person } = complaint
  const importance = (['normal', 'valued', 'key'] as const).find((one) => one === person.importance) ?? 'normal'
  return (
    <Section title={t('complaint.person')}>
      <p className="font-medium">{person.name ?? t('conversation.unnamed')}</p>
      {importance !== 'normal' && <p className="text-dense text-text-2">{t(`importance.${importance}`)}</p>}
      <ul className="m-0 list-none p-0 text-dense">
        {person.phone && (
          <li>
            <a href={`tel:${person.phone}`} className="inline-flex min-h-6 items-center gap-1.5 text-link underline coarse:min-h-11">
              <Phone aria-hidden className="size-3.5" />
              {person.phone}
            </a>
          </li>
        )}
        {person.email && (
          <li>
            <a
              href={`mailto:${person.email}`}
              className="inline-flex min-h-6 items-center gap-1.5 break-all text-link underline coarse:min-h-11"
            >
              <Mail aria-hidden className="size-3.5" />
              {person.email}
            </a>
          </li>
        )}
        {!person.phone && !person.email && <li className="text-text-3">{t('complaint.noContacts')}</li>}
      </ul>
      <dl className="m-0 mt-1">
        <Line name={t('complaint.channel')}>{channelName(complaint.channel)}</Line>
        <Line name={t('complaint.language')}>{t(`language.${complaint.language}`)}</Line>
        <Line name={t('complaint.brand')}>{complaint.brand.name}</Line>
      </dl>
    </Section>
  )
}
