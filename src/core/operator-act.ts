import { setStage, setStatus } from './complaints/stages.js'
import { DeskError } from './desk-error.js'
import { type Minds, openComplaints } from './hear.js'
import { record } from './journal.js'
import type { StaffId } from './model/ids.js'
import type { ComplaintDraft, ConversationScene } from './scene.js'
import type { Actor, Work } from './work.js'

/** Who acts: a member of staff, or a program by its token, which counts as an operator under the token's name. */
export type Operator =
  | { readonly staffId: StaffId; readonly name: string }
  | { readonly staffId: null; readonly name: string; readonly tokenId?: number }

export type Act = {
  readonly work: Work
  readonly minds: Minds
  readonly scene: ConversationScene
  readonly operator: Operator
  readonly actor: OperatorActor
}

export type OperatorActor = Extract<Actor, { kind: 'operator' }>

export const actorOf = (operator: Operator): OperatorActor => {
  const actor = { kind: 'operator', id: operator.staffId, name: operator.name } as const
  return operator.staffId === null && operator.tokenId !== undefined ? { ...actor, tokenId: operator.tokenId } : actor
}

export const isHeldBy = ({ scene, operator }: Act): boolean => {
  const { holder } = scene.conversation
  if (holder.kind !== 'operator' || holder.staffId !== operator.staffId) return false
  // A person may take another name; a program has nothing but its name.
  return operator.staffId !== null || holder.name === operator.name
}

export function refuseForeign(act: Act): void {
  const { holder } = act.scene.conversation
  if (holder.kind !== 'operator' || isHeldBy(act)) return
  throw new DeskError('held_by_other', 409, `${holder.name} has this conversation`, 'Ask them to hand it over, or write a note', {
    holder: { id: holder.staffId, name: holder.name },
  })
}

/** From here the bot is silent: what it still has in the outbox is refused at the door. */
export function take(act: Act): void {
  refuseForeign(act)
  if (isHeldBy(act)) return
  const { conversation } = act.scene
  const from = conversation.holder.kind
  conversation.holder = { kind: 'operator', staffId: act.operator.staffId, name: act.operator.name }
  conversation.silenceAt = null
  conversation.isChanged = true
  for (const complaint of openComplaints(act.scene)) {
    record(act.work, complaint, act.actor, 'taken', { from })
    if (complaint.status === 'with-bot' || complaint.status === 'new' || complaint.status === 'returned')
      setStatus(act.work, complaint, act.actor, 'in-work')
    setStage(act.work, complaint, act.actor, 'checking')
  }
}

/** The complaint of this number, open or not; null when none was named. */
export function findNamed(scene: ConversationScene, number: string | null): ComplaintDraft | null {
  const found = scene.complaints.find((complaint) => complaint.number === number)
  if (number !== null && !found)
    throw new DeskError('complaint_unknown', 422, `No. ${number} does not belong to this conversation`, 'Choose one of its complaints')
  return found ?? null
}
