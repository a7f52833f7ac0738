/** Facts that every message may use. The desk gives them with each. `name` is the customer's and may be null. */
export const commonFacts = ['name', 'brand', 'isDemo', 'isWorkingTime'] as const

/**
 * Facts that every message about a complaint may use: `number` as «№ 100013», `manager` and `lastResort` as "First Last", `due` as an
 * adverbial («сегодня до 18:00 (МСК)»; null when nothing is promised any more). Contacts and `due` may be null.
 */
export const complaintFacts = ['number', 'manager', 'contact', 'lastResort', 'lastResortContact', 'due', 'statusUrl'] as const
