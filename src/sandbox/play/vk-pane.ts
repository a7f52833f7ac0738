import type { VkSandbox } from '../vk/sandbox.js'
import type { VkAttachment, VkMessage } from '../vk/shapes.js'
import { type Act, faultMs, isPicture, openArmed, type Pane, type PaneMessage } from './pane.js'

type Parts = {
  readonly vk: VkSandbox
  readonly id: number
  readonly person: { readonly firstName: string; readonly lastName: string }
}

/** VK's "too many calls a second"; the desk waits about a second after each. */
const tooFast = { code: 6, times: faultMs / 1_000 } as const
/**
 * A resend changes nothing in VK, so a call that breaks is only made again, after twice as long each time: some 10 s in all. No gate stands
 * here, because files of another address than the API's would not be believed.
 */
const awayTimes = 3

/** One person's dialog with the community. */
export function openVkPane({ vk, id, person }: Parts): Pane {
  const customer = vk.customer(id, person)
  const armed = openArmed()
  let isBlocked = false

  const lastOwn = () => customer.sees().findLast(({ out }) => out === 0)

  function arm(fault: Extract<Act, { type: 'fault' }>['fault']): void {
    armed.arm(fault, customer.got().length)
    if (fault === 'throttled') vk.fail('messages.send', tooFast.code, tooFast.times)
    else if (fault === 'away') vk.faults.add('messages.send', { type: 'cut', when: 'before' }, awayTimes)
    else vk.faults.add('messages.send', { type: 'cut', when: 'after' })
  }

  function say({ text, file }: Extract<Act, { type: 'say' }>): void {
    isBlocked = false
    customer.say({ text, ...(file && (isPicture(file) ? { photo: file } : { doc: file })) })
  }

  return {
    view: async () => ({
      person: `${person.firstName} ${person.lastName}`.trim(),
      messages: customer.sees().map(toMessage),
      can: { start: customer.sees().length === 0, edit: lastOwn() !== undefined, block: true, reply: false },
      isBlocked,
      armed: armed.list(customer.got().length),
    }),
    async act(act) {
      if (act.type === 'start') customer.open()
      else if (act.type === 'say') say(act)
      else if (act.type === 'press') customer.press(act.title)
      else if (act.type === 'fault') arm(act.fault)
      else if (act.type === 'edit') {
        const message = lastOwn()
        if (!message) throw new Error('there is no message to edit')
        customer.edit(message, act.text)
      } else {
        isBlocked = act.type === 'block'
        if (isBlocked) customer.deny()
        else customer.allow()
      }
    },
    async file(fileId) {
      const found = customer
        .sees()
        .flatMap(placesOf)
        .find((place) => place.id === fileId)
      if (!found) return null
      const answer = await fetch(found.url)
      return { name: found.name, bytes: Buffer.from(await answer.arrayBuffer()) }
    },
  }
}

const toMessage = (message: VkMessage): PaneMessage => ({
  id: String(message.id),
  isOwn: message.out === 0,
  subject: null,
  text: message.text,
  buttons: (message.keyboard?.buttons ?? []).flat().map(({ action }) => action.label),
  files: placesOf(message).map(({ id, name }) => ({ id, name })),
  isEdited: message.update_time !== undefined,
  at: message.date * 1_000,
})

type Place = { readonly id: string; readonly name: string; readonly url: string }

const placesOf = (message: VkMessage): readonly Place[] =>
  message.attachments.flatMap((attachment, at) => {
    const place = placeOf(attachment)
    return place ? [{ id: `${message.id}-${at}`, ...place }] : []
  })

/** https://dev.vk.com/ru/reference/objects/photo and https://dev.vk.com/ru/reference/objects/doc */
function placeOf(attachment: VkAttachment): Omit<Place, 'id'> | null {
  const { url, title, sizes } = toFields(attachment[attachment.type])
  const largest = Array.isArray(sizes) ? toFields(sizes.find((size: unknown) => toFields(size).type === 'w')).url : url
  return typeof largest === 'string' ? { name: typeof title === 'string' ? title : 'photo.jpg', url: largest } : null
}

const toFields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
