import { randomUUID } from 'node:crypto'
import { readKeyboard } from './check-keyboard.js'
import { attachmentsLimit, messageLimit } from './reference.js'
import { Refusal } from './refusal.js'
import type { VkAttachment } from './shapes.js'
import type { World } from './world.js'

export type Place = {
  readonly world: World
  readonly origin: string
  readonly group: { readonly id: number; readonly name: string; readonly screenName: string }
  session(): { readonly key: string; readonly server: string; readonly ts: string }
  /** Presses of callback buttons that wait for their answer. */
  readonly presses: Map<string, { readonly userId: number; readonly peerId: number; answer: string | null }>
}
type Fields = URLSearchParams

export const answers: Readonly<Record<string, (place: Place, fields: Fields) => unknown>> = {
  'groups.getById': ({ group }, fields) => {
    const asked = fields.get('group_id') ?? fields.get('group_ids') ?? String(group.id)
    if (asked !== String(group.id) && asked !== group.screenName) throw new Refusal(100, 'group_id is invalid')
    const { id, name, screenName: screen_name } = group
    return { groups: [{ id, name, screen_name, is_closed: 0, type: 'group' }], profiles: [] }
  },
  'groups.getLongPollServer': (place, fields) => {
    if (Number(fields.get('group_id')) !== place.group.id) throw new Refusal(15, 'no access to this group')
    return place.session()
  },
  'users.get': ({ world }, fields) =>
    (fields.get('user_ids') ?? '').split(',').flatMap((id) => {
      const person = world.people.get(Number(id))
      return person ? [{ id: person.id, first_name: person.firstName, last_name: person.lastName }] : []
    }),
  'messages.send': send,
  'messages.sendMessageEventAnswer': ({ presses }, fields) => {
    const press = presses.get(fields.get('event_id') ?? '')
    const isIts = press?.userId === Number(fields.get('user_id')) && press.peerId === Number(fields.get('peer_id'))
    if (!press || !isIts || press.answer !== null) throw new Refusal(100, 'event_id is invalid')
    press.answer = fields.get('event_data') ?? ''
    return 1
  },
  'messages.getHistory': ({ world }, fields) => {
    const messages = world.messages(Number(fields.get('peer_id') ?? fields.get('user_id')))
    const ordered = fields.get('rev') === '1' ? [...messages] : [...messages].reverse()
    return { count: messages.length, items: page(ordered, fields) }
  },
  'messages.getConversations': ({ world }, fields) => {
    const peers = world.peers()
    return { count: peers.length, items: page(peers, fields).flatMap((peer) => toConversation(world, peer)) }
  },
  'messages.getById': ({ world }, fields) => {
    const ids = new Set((fields.get('message_ids') ?? fields.get('cmids') ?? '').split(',').map(Number))
    const peer = Number(fields.get('peer_id'))
    const items = fields.has('message_ids')
      ? world.all().filter(({ id }) => ids.has(id))
      : world.messages(peer).filter((message) => ids.has(message.conversation_message_id))
    return { count: items.length, items: items.map(({ is_cropped, ...message }) => message) }
  },
  'photos.getMessagesUploadServer': (place) => ({
    upload_url: `${place.origin}/upload/photo`,
    album_id: -64,
    user_id: 0,
    group_id: place.group.id,
  }),
  'photos.saveMessagesPhoto': (place, fields) => {
    const [, id] = /^\[\{"file":(\d+)\}\]$/.exec(fields.get('photo') ?? '') ?? []
    const file = place.world.files.get(Number(id))
    if (file?.kind !== 'photo') throw new Refusal(100, 'photo is undefined')
    return [toPhoto(place, file.id)]
  },
  'docs.getMessagesUploadServer': (place, fields) => ({ upload_url: `${place.origin}/upload/${fields.get('type') ?? 'doc'}` }),
  'docs.save': (place, fields) => {
    const file = place.world.files.get(Number(fields.get('file')))
    if (!file || file.kind === 'photo') throw new Refusal(100, 'file is undefined')
    return file.kind === 'audio_message'
      ? { type: 'audio_message', audio_message: toVoice(place, file.id) }
      : { type: 'doc', doc: toDoc(place, file.id, fields.get('title')) }
  },
}

function send(place: Place, fields: Fields): number {
  const { world } = place
  const peer = Number(fields.get('peer_id') ?? fields.get('user_id') ?? 0)
  if (peer === 0) throw new Refusal(100, 'you should specify peer_id, user_id, domain, chat_id or user_ids param')
  if (!world.people.has(peer)) throw new Refusal(936)
  const randomId = Number(fields.get('random_id'))
  const known = world.findSent(peer, randomId)
  if (known) return known.id
  if (!world.allowed.has(peer)) throw new Refusal(901)
  const text = fields.get('message') ?? ''
  if (text.length > messageLimit) throw new Refusal(914)
  const attachments = (fields.get('attachment') ?? '').split(',').filter(Boolean)
  if (attachments.length > attachmentsLimit) throw new Refusal(100, 'attachment is invalid')
  if (text.trim() === '' && attachments.length === 0) throw new Refusal(100, 'message is empty or invalid')
  const keyboard = fields.has('keyboard') ? readKeyboard(fields.get('keyboard') ?? '') : null
  const message = world.add({
    peer_id: peer,
    from_id: -place.group.id,
    out: 1,
    text,
    random_id: randomId,
    attachments: attachments.map((name) => findAttachment(place, name)),
    ...(keyboard ? { keyboard } : {}),
  })
  world.keepSent(message)
  world.emit('message_reply', message)
  return message.id
}

/** `<type><owner_id>_<media_id>_<access_key>`: https://dev.vk.com/ru/method/messages.send */
function findAttachment(place: Place, name: string): VkAttachment {
  const [, type = '', owner, id] = /^(photo|doc|audio_message)(-?\d+)_(\d+)(?:_\w+)?$/.exec(name) ?? []
  const file = place.world.files.get(Number(id))
  if (!file || Number(owner) !== -place.group.id || (type === 'photo') !== (file.kind === 'photo'))
    throw new Refusal(100, 'attachment is invalid')
  return { type, [type]: type === 'photo' ? toPhoto(place, file.id) : type === 'doc' ? toDoc(place, file.id) : toVoice(place, file.id) }
}

const page = <Item>(items: readonly Item[], fields: Fields): Item[] => {
  const offset = Number(fields.get('offset') ?? 0)
  return items.slice(offset, offset + Number(fields.get('count') ?? 20))
}

/** https://dev.vk.com/ru/reference/objects/conversation */
function toConversation(world: World, peer: number) {
  const last = world.messages(peer).at(-1)
  if (!last) return []
  const item = {
    conversation: {
      peer: { id: peer, type: 'user', local_id: peer },
      last_message_id: last.id,
      last_conversation_message_id: last.conversation_message_id,
      in_read: 0,
      out_read: 0,
      version: last.version,
      can_write: { allowed: world.allowed.has(peer) },
    },
    last_message: last,
  }
  return [item]
}

type Files = Pick<Place, 'world' | 'origin'>
const urlOf = ({ world, origin }: Files, id: number): string =>
  `${origin}/files/${id}/${encodeURIComponent(world.files.get(id)?.name ?? '')}`
const owned = ({ world }: Files, id: number) => ({ id, owner_id: -world.groupId, access_key: randomUUID().slice(0, 8) })

/** https://dev.vk.com/ru/reference/objects/photo */
export const toPhoto = (files: Files, id: number) => ({
  ...owned(files, id),
  album_id: -64,
  date: Math.floor(files.world.now() / 1000),
  text: '',
  sizes: [
    { type: 's', width: 75, height: 50, url: `${urlOf(files, id)}?size=s` },
    { type: 'w', width: 2560, height: 1707, url: urlOf(files, id) },
    { type: 'x', width: 604, height: 403, url: `${urlOf(files, id)}?size=x` },
  ],
})

/** https://dev.vk.com/ru/reference/objects/doc */
export function toDoc(files: Files, id: number, title: string | null = null) {
  const file = files.world.files.get(id)
  const name = title ?? file?.name ?? ''
  const ext = name.split('.').at(-1) ?? ''
  const date = Math.floor(files.world.now() / 1000)
  return { ...owned(files, id), title: name, size: file?.bytes.length ?? 0, ext, date, type: 8, url: urlOf(files, id) }
}

/** https://dev.vk.com/ru/reference/objects/audio-message */
export const toVoice = (files: Files, id: number) => ({
  ...owned(files, id),
  duration: 3,
  waveform: [0, 3, 9, 3],
  link_ogg: urlOf(files, id),
  link_mp3: urlOf(files, id),
})
