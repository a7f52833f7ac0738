import { fill } from '../strings/strings'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'
import { Picture } from './picture'
import { sizeText } from './times'

/** Files that go with the next message. */
export function ChosenFiles({ model }: { model: PanelModel }) {
  const { files, words, language } = model
  if (!files.length) return null
  return (
    <ul class="chosen" aria-label={words.files}>
      {files.map((file) => (
        <li key={file}>
          <span class="thumb">{file.type.startsWith('image/') ? <Picture source={file}>{fileIcon}</Picture> : fileIcon}</span>
          <span class="name">
            <bdi>{file.name}</bdi>
            <span class="size">{sizeText(file.size, language)}</span>
          </span>
          <button
            type="button"
            class="tool"
            aria-label={fill(words.removeFile, { name: file.name })}
            onClick={() => model.removeFile(file)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}

const fileIcon = <Icon name="file" />
