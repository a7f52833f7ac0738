import type { Author } from '../direct-line/activity'
import type { Outgoing } from '../direct-line/outgoing'
import type { Entry } from './entries'
import { FileCard } from './file-card'
import { Icon } from './icon'
import { OutgoingState } from './outgoing-state'
import type { PanelModel } from './panel-model'
import { RichText } from './rich-text'
import { timeText } from './times'

export function LogItem({ entry, day, model }: { entry: Entry; day: string | undefined; model: PanelModel }) {
  const { author, opensGroup, closesGroup } = entry
  const { words, language } = model
  const isOwn = author.kind === 'person'
  const classes = ['item', isOwn ? 'own' : author.kind, opensGroup && 'opens', closesGroup && 'closes']
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      {day && <p class="day">{day}</p>}
      <Name author={author} isShown={opensGroup && !isOwn && author.kind !== 'system'} model={model} />
      {entry.type === 'message' ? (
        <Body text={entry.message.text} number={entry.message.complaint?.number}>
          {entry.message.attachments.map((file) => (
            <FileCard key={file.url} name={file.name} contentType={file.contentType} source={file.url} model={model} />
          ))}
        </Body>
      ) : (
        <OutgoingBody outgoing={entry.outgoing} model={model} />
      )}
      {entry.type === 'outgoing' && <OutgoingState outgoing={entry.outgoing} model={model} />}
      {entry.type === 'message' && closesGroup && author.kind !== 'system' && (
        <p class="meta">
          <time dateTime={new Date(entry.at).toISOString()}>{timeText(entry.at, language)}</time>
          {isOwn && <Icon name="tick" />}
          {isOwn && <span class="sr">{words.sent}</span>}
        </p>
      )}
    </li>
  )
}

/** Read out with every message; shown on the first of a group. A bot has the brand's name, not one of its own. */
function Name({ author, isShown, model }: { author: Author; isShown: boolean; model: PanelModel }) {
  const { words } = model
  if (author.kind === 'system') return null
  const names = { person: words.you, flow: model.brandName, operator: author.name || words.someone }
  return (
    <p class={isShown ? 'author' : 'sr'}>
      <bdi>{names[author.kind]}</bdi> {author.kind === 'flow' && <span class="bot">{words.bot}</span>}
    </p>
  )
}

function OutgoingBody({ outgoing, model }: { outgoing: Outgoing; model: PanelModel }) {
  return (
    <Body text={outgoing.text}>
      {outgoing.files.map((file) => (
        <FileCard key={file.name} name={file.name} contentType={file.contentType} size={file.size} model={model} />
      ))}
    </Body>
  )
}

function Body({ text, number, children }: { text: string; number?: string | undefined; children: preact.ComponentChildren }) {
  return (
    <>
      {text && (
        <p class="bubble" dir="auto">
          <RichText text={text} number={number} />
        </p>
      )}
      {children}
    </>
  )
}
