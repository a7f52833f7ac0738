import i18next from 'i18next'
import type ru from '../strings/ru.json'
import { ApiFault } from './fault'

export type FaultWords = { code: string; message: string; fix: string }
type KnownFault = keyof (typeof ru)['faults']

const isKnown = (code: string): code is KnownFault => i18next.exists(`faults.${code}.message`)

/** What to tell about a failure: our own words where the code is known, else the server's. */
export function faultWords(fault: unknown): FaultWords {
  if (!(fault instanceof ApiFault)) {
    return { code: 'console', message: i18next.t('fault.unreadable'), fix: i18next.t('fault.unreadableFix') }
  }
  const { code, details } = fault
  if (!isKnown(code)) return { code, message: fault.message, fix: fault.fix }
  return { code, message: i18next.t(`faults.${code}.message`, details), fix: i18next.t(`faults.${code}.fix`, details) }
}
