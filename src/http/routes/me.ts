import { DeskError } from '../../core/desk-error.js'
import type { Caller } from '../../core/model/rights.js'
import type { SetUp, StaffBook, StaffMember } from '../../core/staff-port.js'
import type { Me, StaffMemberDto } from '../contract.js'

export type MeNeeds = { readonly book: Pick<StaffBook, 'find'>; readonly setUp: Pick<SetUp, 'brand' | 'hasDemo'> }

/** The person who is signed in. @throws DeskError `no_person` (403) for a token */
export async function toMe(caller: Caller, { book, setUp }: MeNeeds): Promise<Me> {
  const staff = caller.kind === 'staff' ? await book.find(caller.staffId) : null
  if (!staff) throw new DeskError('no_person', 403, 'An API token is not a person.', 'Sign in with e-mail and password for this.')
  const [brand, hasDemo] = await Promise.all([setUp.brand(), setUp.hasDemo()])
  return { staff: toStaffDto(staff), rights: [...caller.rights].sort(), brand, hasDemo }
}

export const toStaffDto = (member: StaffMember): StaffMemberDto => ({ ...member, languages: [...member.languages] })
