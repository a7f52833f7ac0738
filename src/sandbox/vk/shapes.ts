/** Shapes as the reference names them: https://dev.vk.com/ru/reference/objects/message */
export type VkAttachment = { readonly type: string } & Readonly<Record<string, unknown>>

export type VkKeyboard = {
  readonly inline?: boolean
  readonly one_time?: boolean
  readonly buttons: readonly (readonly {
    readonly action: { readonly type: string; readonly label: string; readonly payload?: string }
    readonly color?: string
  }[])[]
}

export type VkMessage = {
  readonly id: number
  readonly conversation_message_id: number
  readonly peer_id: number
  readonly from_id: number
  /** Seconds since 1970. */
  readonly date: number
  readonly out: 0 | 1
  readonly version: number
  readonly text: string
  readonly attachments: readonly VkAttachment[]
  readonly fwd_messages: readonly VkMessage[]
  readonly reply_message?: VkMessage
  readonly geo?: { readonly type: 'point'; readonly coordinates: { readonly latitude: number; readonly longitude: number } }
  readonly keyboard?: VkKeyboard
  readonly payload?: string
  readonly ref?: string
  readonly ref_source?: string
  readonly random_id: number
  readonly update_time?: number
  readonly is_cropped?: boolean
  readonly important: boolean
  readonly is_hidden: boolean
}

/** https://dev.vk.com/ru/api/community-events/json-schema */
export type VkEvent = {
  readonly group_id: number
  readonly type: string
  readonly event_id: string
  readonly v: string
  readonly object: unknown
}

/** One call as it came, without the token. */
export type VkCall = {
  readonly method: string
  readonly fields: Readonly<Record<string, string>>
  readonly at: number
  /** What was answered: a code of error, 0 for none, null when nothing was. */
  readonly errorCode: number | null
}
