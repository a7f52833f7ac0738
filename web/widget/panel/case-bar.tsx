import { fill } from '../strings/strings'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'

/** The number that the customer was given, and where its case stands. */
export function CaseBar({ model }: { model: PanelModel }) {
  const { complaint, words } = model
  if (!complaint) return null
  const inside = (
    <>
      <Icon name="case" />
      <span class="case-words">
        <strong>{fill(words.number, { number: complaint.number })}</strong>
        {complaint.stage && <span class="stage"> · {complaint.stage}</span>}
      </span>
    </>
  )
  if (!complaint.statusUrl) return <p class="case">{inside}</p>
  return (
    <a class="case" href={complaint.statusUrl} target="_blank" rel="noopener noreferrer">
      {inside}
      <span class="follow">
        {words.follow}
        <Icon name="right" />
      </span>
    </a>
  )
}
