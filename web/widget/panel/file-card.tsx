import { fill } from '../strings/strings'
import { Icon } from './icon'
import { OutLink } from './out-link'
import type { PanelModel } from './panel-model'
import { Picture } from './picture'
import { sizeText } from './times'

export type FileCardProps = { name: string; contentType: string; source?: string; size?: number; model: PanelModel }

/** A file in the log: a picture where it is one, else its name. With a source it opens beside the page. */
export function FileCard({ name, contentType, source, size, model }: FileCardProps) {
  const label = fill(model.words.openFile, { name })
  const card = (
    <span class="file">
      <Icon name="file" />
      <bdi>{name || contentType}</bdi>
      {size !== undefined && <span class="size">{sizeText(size, model.language)}</span>}
    </span>
  )
  if (!source) return card
  return (
    <OutLink class="file-link" href={source} aria-label={label} title={name}>
      {contentType.startsWith('image/') ? <Picture source={source}>{card}</Picture> : card}
    </OutLink>
  )
}
