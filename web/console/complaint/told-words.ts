import type { Translate } from '../i18n/use-words'

const facts = ['what-happened', 'wanted', 'order', 'missing', 'contact', 'name'] as const
const values = ['refund', 'replace', 'fix', 'deliver', 'apology', 'explain', 'other', 'yes', 'no'] as const
const risks = ['court', 'regulator', 'press', 'leaving', 'health', 'money', 'repeat', 'overdue', 'anger', 'vulnerable'] as const

/** What a fact is about. Flows may invent facts; one that has no word here is simply something the customer told. */
export const factName = (name: string, t: Translate): string => t(`fact.${facts.find((one) => one === name) ?? 'other'}`)

/** The value of a button in words; anything else is the customer's own words. */
export function factValue(value: string, t: Translate): string {
  const known = values.find((one) => one === value)
  return known ? t(`factValue.${known}`) : value
}

export const riskWord = (risk: string, t: Translate): string => {
  const known = risks.find((one) => one === risk)
  return known ? t(`risk.${known}`) : t('complaint.otherReason')
}

/** A code of the priority's reasons (`risk:court`, `severity:2`, `urgency:1`, `importance:key`, `kind:question`) in words. */
export function whyWord(code: string, t: Translate): string {
  const [what = '', value = ''] = code.split(':')
  if (what === 'risk') return riskWord(value, t)
  if (what === 'kind') return t('why.notComplaint')
  if (what === 'importance' && (value === 'key' || value === 'valued')) return t(`importance.${value}`)
  const level = (['1', '2', '3'] as const).find((one) => one === value)
  if (level && what === 'severity') return t(`why.severity${level}`)
  if (level && what === 'urgency') return t(`why.urgency${level}`)
  return t('complaint.otherReason')
}
