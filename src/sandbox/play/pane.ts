/** What one customer sees in one channel. Every channel's pane shows the same shape. */
export type PaneView = {
  readonly person: string
  /** Oldest first. */
  readonly messages: readonly PaneMessage[]
  readonly can: { readonly start: boolean; readonly edit: boolean; readonly block: boolean; readonly reply: boolean }
  readonly isBlocked: boolean
  /** Faults that wait for the next call, or go on. */
  readonly armed: readonly FaultName[]
}

export type PaneMessage = {
  readonly id: string
  readonly isOwn: boolean
  readonly subject: string | null
  readonly text: string
  readonly buttons: readonly string[]
  /** `id` is what `Pane.file` takes. */
  readonly files: readonly { readonly id: string; readonly name: string }[]
  readonly isEdited: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}

export const faultNames = ['throttled', 'answer-lost', 'away'] as const
export type FaultName = (typeof faultNames)[number]

/** How long `throttled` and `away` last. */
export const faultMs = 10_000

export type GivenFile = { readonly name: string; readonly type: string; readonly bytes: Buffer }

export type Act =
  | { readonly type: 'start' | 'block' | 'unblock' }
  /** `subject` begins a new letter; null answers the newest one. Channels without subjects take no notice. */
  | { readonly type: 'say'; readonly text: string; readonly file: GivenFile | null; readonly subject: string | null }
  | { readonly type: 'press'; readonly title: string }
  /** The newest of one's own messages. */
  | { readonly type: 'edit'; readonly text: string }
  | { readonly type: 'fault'; readonly fault: FaultName }

export interface Pane {
  view(): Promise<PaneView>
  /** Throws when there is nothing that it could be done to. */
  act(act: Act): Promise<void>
  file(id: string): Promise<{ readonly name: string; readonly bytes: Buffer } | null>
}

/** Remembers which faults were switched on until the desk's next message came through. */
export function openArmed() {
  let since = 0
  let armed = new Set<FaultName>()
  return {
    arm(fault: FaultName, deskMessages: number): void {
      since = deskMessages
      armed.add(fault)
    },
    list(deskMessages: number): readonly FaultName[] {
      if (deskMessages > since) armed = new Set()
      return [...armed]
    },
  }
}

export const isPicture = ({ type }: GivenFile): boolean => type === 'image/jpeg' || type === 'image/png'
