import type { Caller } from '../core/model/rights.js'
import type { Operator } from '../core/operator-act.js'

/** Whoever calls acts as an operator: a person of the staff, or a program under its token's name. */
export const operatorOf = (caller: Caller): Operator =>
  caller.kind === 'staff' ? { staffId: caller.staffId, name: caller.name } : { staffId: null, tokenId: caller.tokenId, name: caller.name }
