import { fill } from '../strings/strings'
import { Icon } from './icon'
import { OutLink } from './out-link'
import type { PanelModel } from './panel-model'

/** The number that the customer was given, and where its case stands. */
export function CaseBar({ model }: { model: PanelModel }) {
  const { complaint, words } = model
  if (!complaint) return null
  const inside = (
    <>
      <Icon name="case" />
      <span class="now">
        <strong>{fill(words.number, { number: complaint.number })}</strong>
        {complaint.stage && <span class="stage"> · {complaint.stage}</span>}
      </span>
    </>
  )
  if (!complaint.statusUrl) return <p class="case">{inside}</p>
  return (
    <OutLink class="case" href={complaint.statusUrl}>
      {inside}
      <span class="follow">
        {words.follow}
        <Icon name="right" />
      </span>
    </OutLink>
  )
}
