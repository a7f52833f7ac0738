/** What the customer's side understands of an activity. Everything else that a desk may send is left out by parse.ts. */
export type Activity = MessageActivity | TypingActivity | EndActivity

export type MessageActivity = {
  type: 'message'
  id: string
  /** The key the sender gave it, when it came from this widget: the same key is the same message. */
  clientActivityID?: string
  author: Author
  text: string
  /** Milliseconds since 1970, by the desk's clock. */
  at: number
  choices: Choice[]
  attachments: Attachment[]
  complaint?: ComplaintMark
  ask?: Ask
}

export type TypingActivity = { type: 'typing'; author: Author }
export type EndActivity = { type: 'endOfConversation' }

export type Author = { kind: AuthorKind; name: string }
/** person is the customer, flow the bot script, system the desk itself. */
export type AuthorKind = 'person' | 'flow' | 'operator' | 'system'

export type Choice = { type: 'imBack' | 'postBack'; title: string; value: string }
export type Attachment = { url: string; contentType: string; name: string }
export type ComplaintMark = { number: string; statusUrl?: string; stage?: string }
export type Ask = 'choice' | 'text' | 'name' | 'contact' | 'file' | 'rating'

export type ActivitySet = { activities: Activity[]; watermark?: string }
