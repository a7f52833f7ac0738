import { randomUUID } from 'node:crypto'
import { type Place, toDoc, toPhoto, toVoice } from './methods.js'
import type { VkAttachment, VkMessage } from './shapes.js'

type Bytes = { readonly name?: string; readonly bytes: Uint8Array }
export type Saying = {
  readonly text?: string
  readonly photo?: Bytes
  readonly voice?: Bytes
  readonly doc?: Bytes
  readonly stickerId?: number
  readonly geo?: { readonly latitude: number; readonly longitude: number }
  /** Attachments as the reference shapes them, for what has no field here. */
  readonly attachments?: readonly VkAttachment[]
  readonly forward?: readonly VkMessage[]
  readonly reply?: VkMessage
  readonly payload?: string
  readonly ref?: string
  readonly refSource?: string
}

/** What a client tells of itself: https://dev.vk.com/ru/api/community-events/json-schema#message_new */
const clientInfo = {
  button_actions: ['text', 'vkpay', 'open_app', 'location', 'open_link', 'callback'],
  keyboard: true,
  inline_keyboard: true,
  carousel: true,
  lang_id: 0,
}

/** A person with VK open on the community's dialog. */
export function openCustomer(place: Place, id: number) {
  const { world } = place

  function say(saying: Saying | string): VkMessage {
    const { text = '', geo, reply, payload, ref, refSource, ...rest } = typeof saying === 'string' ? { text: saying } : saying
    const message = world.add({
      peer_id: id,
      from_id: id,
      out: 0,
      text,
      attachments: toAttachments(rest),
      fwd_messages: rest.forward ?? [],
      ...(reply ? { reply_message: reply } : {}),
      ...(geo ? { geo: { type: 'point', coordinates: geo } } : {}),
      ...(payload === undefined ? {} : { payload }),
      ...(ref === undefined ? {} : { ref }),
      ...(refSource === undefined ? {} : { ref_source: refSource }),
    })
    const isFirst = !world.allowed.has(id)
    world.allowed.add(id)
    if (isFirst) world.emit('message_allow', { user_id: id, key: '' })
    world.emit('message_new', { message, client_info: clientInfo })
    return message
  }

  function toAttachments({ photo, voice, doc, stickerId, attachments = [] }: Saying): VkAttachment[] {
    const store = ({ name, bytes }: Bytes, kind: string, usual: string) => world.addFile(name ?? usual, Buffer.from(bytes), kind).id
    return [
      ...(photo ? [{ type: 'photo', photo: toPhoto(place, store(photo, 'photo', 'photo.jpg')) }] : []),
      ...(doc ? [{ type: 'doc', doc: toDoc(place, store(doc, 'doc', 'file.txt')) }] : []),
      ...(voice ? [{ type: 'audio_message', audio_message: toVoice(place, store(voice, 'audio_message', 'voice.ogg')) }] : []),
      ...(stickerId === undefined ? [] : [{ type: 'sticker', sticker: { product_id: 1, sticker_id: stickerId, images: [] } }]),
      ...attachments,
    ]
  }

  return {
    id,
    say,
    /** Presses the button with this label of the newest message that has it. */
    press(label: string): void {
      const message = [...world.messages(id)]
        .reverse()
        .find((one) => one.keyboard?.buttons.flat().some(({ action }) => action.label === label))
      const action = message?.keyboard?.buttons.flat().find((button) => button.action.label === label)?.action
      if (!message || !action) throw new Error(`no button ${label}`)
      if (action.type === 'text') {
        say({ text: label, ...(action.payload === undefined ? {} : { payload: action.payload }) })
        return
      }
      const eventId = randomUUID().replaceAll('-', '').slice(0, 12)
      place.presses.set(eventId, { userId: id, peerId: id, answer: null })
      world.emit('message_event', {
        user_id: id,
        peer_id: id,
        event_id: eventId,
        payload: JSON.parse(action.payload ?? '{}'),
        conversation_message_id: message.conversation_message_id,
      })
    },
    edit(message: VkMessage, text: string): VkMessage {
      const edited = { ...message, text, update_time: Math.floor(world.now() / 1000), version: message.version + 1 }
      world.replace(edited)
      world.emit('message_edit', edited)
      return edited
    },
    deny(): void {
      world.allowed.delete(id)
      world.emit('message_deny', { user_id: id })
    },
    allow(): void {
      world.allowed.add(id)
      world.emit('message_allow', { user_id: id, key: '' })
    },
    /** Follows https://vk.me/<screen_name>?ref=<ref> and presses «Начать». */
    open: (ref?: string): VkMessage =>
      say({ text: 'Начать', payload: '{"command":"start"}', ...(ref === undefined ? {} : { ref, refSource: 'link' }) }),
    react(message: VkMessage, reactionId: number | null): void {
      const { conversation_message_id: cmid } = message
      world.emit('message_reaction_event', {
        reacted_id: id,
        peer_id: id,
        cmid,
        ...(reactionId === null ? {} : { reaction_id: reactionId }),
      })
    },
    read(message: VkMessage): void {
      const { id: read_message_id, conversation_message_id } = message
      world.emit('message_read', { from_id: id, peer_id: id, read_message_id, conversation_message_id })
    },
    typing(): void {
      world.emit('message_typing_state', { state: 'typing', from_id: id, to_id: -world.groupId })
    },
    /** The whole dialog as this person sees it, oldest first. */
    sees: (): readonly VkMessage[] => world.messages(id),
    /** What the community wrote here. */
    got: (): readonly VkMessage[] => world.messages(id).filter(({ out }) => out === 1),
  }
}

export type VkCustomer = ReturnType<typeof openCustomer>
