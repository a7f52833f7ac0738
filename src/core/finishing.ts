import { closeComplaint, resolveComplaint } from './complaints/closing.js'
import { register } from './complaints/register.js'
import { setStatus } from './complaints/stages.js'
import { DeskError } from './desk-error.js'
import { acknowledgementKey, say } from './effects.js'
import { deskAuthor, flowAuthor, openComplaints, stepFlow } from './hear.js'
import { record } from './journal.js'
import { isOpen } from './model/complaint.js'
import type { Command } from './model/effect.js'
import { type Act, findNamed, type OperatorActor, refuseForeign } from './operator-act.js'
import { note } from './operator-words.js'
import type { ComplaintDraft, ConversationScene, SuspicionDraft } from './scene.js'
import { settleSuspicion } from './suspicions.js'
import type { Work } from './work.js'

/** Ends a complaint with a result and a cause; the customer is asked whether this is all right. */
export function finish(act: Act, command: Extract<Command, { type: 'finish' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  const complaint = chosenComplaint(scene, command.complaint)
  if (command.note?.trim()) note(act, command.note)
  if (!complaint) {
    scene.conversation.holder = { kind: 'flow' }
    scene.conversation.isChanged = true
    return
  }
  resolveComplaint(work, complaint, act.actor, command)
  const isLast = openComplaints(scene).length === 0
  if (isLast) scene.conversation.holder = { kind: 'flow' }
  scene.conversation.isChanged = true
  if (command.result === 'spam') closeComplaint(work, complaint, act.actor, 'spam')
  else if (!scene.conversation.endedAt) {
    const event = { type: 'finished', complaint: complaint.number, result: command.result } as const
    stepFlow(work, act.minds, scene, causeOf(act, isLast ? flowAuthor : deskAuthor), event)
  }
}

export function closeAll(act: Act, cause: string): void {
  const { work, scene } = act
  for (const complaint of scene.complaints) {
    if (isOpen(complaint.status)) resolveComplaint(work, complaint, act.actor, { result: 'spam', cause })
    closeComplaint(work, complaint, act.actor, 'spam')
  }
  scene.conversation.holder = { kind: 'flow' }
  scene.conversation.silenceAt = null
  scene.conversation.isChanged = true
}

export function chosenComplaint(scene: ConversationScene, number: string | null): ComplaintDraft | null {
  const open = openComplaints(scene)
  const named = findNamed(scene, number)
  if (named && !isOpen(named.status))
    throw new DeskError('complaint_finished', 409, `No. ${named.number} is finished already`, 'Reload to see who finished it')
  if (named) return named
  if (open.length > 1) {
    throw new DeskError('several_open', 409, 'Several complaints are open here', 'Say which one is finished', {
      open: open.map((complaint) => ({ number: complaint.number, category: complaint.category, summary: complaint.summary })),
    })
  }
  return open[0] ?? null
}

export function decideSuspicion(act: Act, command: Extract<Command, { type: 'register' | 'dismiss' }>): void {
  const suspicion = act.scene.suspicions.find((one) => one.messageId === command.messageId)
  if (!suspicion) throw new DeskError('suspicion_decided', 409, 'This was decided already', 'Reload to see what became of it')
  if (command.type === 'register') registerSuspicion(act.work, act.scene, suspicion, act.actor)
  else {
    settleSuspicion(suspicion, 'dismissed')
    const newest = openComplaints(act.scene).at(-1)
    if (newest) record(act.work, newest, act.actor, 'suspicion-dismissed', { message: suspicion.messageId })
  }
}

/** The suspected message gets its own number and acknowledgement, by the desk itself: the operator keeps the conversation. */
export function registerSuspicion(
  work: Work,
  scene: ConversationScene,
  suspicion: SuspicionDraft,
  actor: OperatorActor | { kind: 'system'; id: null },
): void {
  const { reading, text, messageId } = suspicion
  const complaint = register(work, scene, actor, {
    kind: 'complaint',
    category: reading.category,
    isSure: true,
    reading,
    text,
    messageId,
  })
  if (!complaint) return
  settleSuspicion(suspicion, 'registered')
  say(work, scene, { author: deskAuthor }, { key: acknowledgementKey(complaint), complaint, acknowledges: true })
  if (scene.conversation.holder.kind === 'operator') setStatus(work, complaint, actor, 'in-work')
}

export const causeOf = (act: Act, author: typeof flowAuthor | typeof deskAuthor) => ({
  actor: act.actor,
  author,
  reading: act.minds.assist.read('', { language: act.scene.conversation.language }),
  text: '',
  messageId: null,
})
