import type { AuthorProblem } from '../mail-states.ts'

/** The owner of an address, if anybody is. */
export interface AddressOwner {
  /** Canonical: two records of one person have one id. */
  readonly personId: string
  readonly isActive: boolean
  /** Whose supervisor is asked; undefined: belongs nowhere now. */
  readonly unitId: string | undefined
}

export type AuthorAnswer =
  | { readonly authorId: string; readonly unitId: string; readonly problem?: never }
  | { readonly problem: AuthorProblem; readonly authorId?: never }

/**
 * Who wrote this mail (起案者)? The one active person who owns both the envelope sender and the one address in `From:`.
 *
 * @param sender owner of MAIL FROM; `null`: the null reverse path, for which nobody stands; undefined: nobody owns it
 * @param from owner of `From:`; `null`: there is none, or more than one address
 */
export function judgeAuthor(
  sender: AddressOwner | null | undefined,
  from: AddressOwner | null | undefined,
): AuthorAnswer {
  if (from === null) return { problem: 'no_from' }
  if (sender === null) return { problem: 'no_sender' }
  if (!sender || !from) return { problem: 'not_a_person' }
  if (sender.personId !== from.personId) return { problem: 'sender_and_from_differ' }
  if (!sender.isActive) return { problem: 'not_active' }
  if (!sender.unitId) return { problem: 'no_unit' }
  return { authorId: sender.personId, unitId: sender.unitId }
}
