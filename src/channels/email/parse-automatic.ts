import type { Letter } from '../../core/model/event.js'
import { decodeHeader, type Field, headerOf } from './parse-headers.js'
import { loopHeader } from './signature.js'

/**
 * Did a program write it. RFC 3834 (Auto-Submitted), RFC 2919 (List-Id), what Exchange, Outlook and older responders set instead, and the
 * first words of an absence notice for those that set nothing.
 */
export function readAutomatic(fields: readonly Field[], isOwn: boolean, isReport: boolean): Letter['automatic'] {
  const value = (name: string) => headerOf(fields, name).trim().toLowerCase()
  const has = (name: string) => fields.some((field) => field.name === name)
  if (isOwn) return 'own'
  if (isAbsence(decodeHeader(headerOf(fields, 'subject').slice(0, 2_000)))) return 'out-of-office'
  if (has('list-id') || /^(bulk|list|junk)\b/.test(value('precedence'))) return 'list'
  const isSubmitted = has('auto-submitted') && !/^no\b/.test(value('auto-submitted'))
  const isMarked = has('x-autoreply') || has('x-autorespond') || has('x-autoresponse') || /^auto_?reply/.test(value('precedence'))
  const forbidsAnswers = /(^|[\s,;])(all|autoreply)([\s,;]|$)/.test(value('x-auto-response-suppress'))
  const isNobody = value('return-path').replace(/\s/g, '') === '<>'
  return isSubmitted || isMarked || forbidsAnswers || isNobody || isReport ? 'auto-reply' : null
}

export const isOurLoop = (fields: readonly Field[], loopMark: string): boolean =>
  fields.some(({ name, value }) => name === loopHeader.toLowerCase() && value === loopMark)

const isAbsence = (subject: string): boolean => absence.test(subject.trim().replace(/^((re|ответ|回复|答复)\s*[:：]\s*)+/i, ''))

/** «Out of office chairs» is a complaint, so what follows the phrase must look like a notice's end or go on as notices do. */
const absence =
  /^[[(【]?\s*(автоответ(чик)?|автоматический ответ|автоматическое уведомление|я в отпуске|нет на месте|вне офиса|out of( the)? office|automatic reply|automatic response|auto[- ]?reply|auto[- ]?response|on vacation|自动回复|自動回覆|自動回復|自动答复|自動答覆|abwesenheitsnotiz|réponse automatique)(\s*$|\s*[:：\-–—.,!)\]】]|\s+(re\b|auto|reply|until|from|до |с |по ))/i
