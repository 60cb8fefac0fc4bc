import { addDays, type IsoDate } from '../../../base/clock.ts'
import type { Role } from '../roles.ts'

/** What is known of a person today. */
export interface KnownStaff {
  readonly name: string
  readonly nameKana: string | null
  readonly staffNumber: string | null
  readonly addresses: readonly string[]
  readonly activeFromOn: IsoDate | null
  readonly activeUntilOn: IsoDate | null
  /** In the line (not in an office), ended today at the earliest. */
  readonly memberships: readonly KnownMembership[]
}
export interface KnownMembership {
  readonly id: string
  readonly unitId: string
  readonly role: Role
  readonly fromOn: IsoDate
  readonly untilOn: IsoDate | null
  readonly version: number
}

/** What a row of the personnel list says; `unitId` undefined: a unit that is not there yet. */
export interface SaidStaff {
  readonly staffNumber: string
  readonly name: string
  readonly nameKana?: string | undefined
  readonly address?: string | undefined
  readonly unitId: string | undefined
  readonly roles?: readonly Role[] | undefined
  readonly fromOn?: IsoDate | undefined
  readonly untilOn?: IsoDate | undefined
}

export interface StaffChanges {
  readonly fields: {
    readonly name?: string
    readonly nameKana?: string
    readonly staffNumber?: string
    readonly addresses?: readonly string[]
    readonly activeFromOn?: IsoDate
  }
  /** The last day, where it is another one than known. */
  readonly lastOn?: IsoDate
  readonly end: readonly { readonly membership: KnownMembership; readonly untilOn: IsoDate }[]
  /** Ended today by an earlier import of today, and now said again. */
  readonly reopen: readonly KnownMembership[]
  readonly set: readonly { readonly role: Role; readonly fromOn: IsoDate }[]
}

/**
 * What must change so that the register says what the row says. Nothing is said by what is left empty. A person who has
 * left, or leaves today, is not moved any more; a move (異動) takes effect today.
 */
export function staffChanges(known: KnownStaff, said: SaidStaff, today: IsoDate): StaffChanges {
  const addresses = [...(said.address ? [said.address] : []), ...known.addresses.filter((one) => one !== said.address)]
  const fields = {
    ...(said.name === known.name ? {} : { name: said.name }),
    ...(said.nameKana === undefined || said.nameKana === known.nameKana ? {} : { nameKana: said.nameKana }),
    ...(said.staffNumber === known.staffNumber ? {} : { staffNumber: said.staffNumber }),
    ...(said.address === undefined || said.address === known.addresses[0] ? {} : { addresses }),
    ...(said.fromOn === undefined || said.fromOn === known.activeFromOn ? {} : { activeFromOn: said.fromOn }),
  }
  const lastOn = said.untilOn ?? known.activeUntilOn ?? undefined
  const left = { fields, ...(said.untilOn && said.untilOn !== known.activeUntilOn ? { lastOn: said.untilOn } : {}) }
  if (lastOn !== undefined && lastOn <= today) return { ...left, end: [], reopen: [], set: [] }
  return { ...left, ...placeChanges(known, said, today) }
}

function placeChanges(known: KnownStaff, said: SaidStaff, today: IsoDate) {
  const here = known.memberships.filter((one) => one.unitId === said.unitId)
  const lasting = (one: KnownMembership) => one.untilOn === null || one.untilOn > today
  const lastingHere = here.filter(lasting).map((one) => one.role)
  const wanted = said.roles ?? (lastingHere.length > 0 ? lastingHere : (['employee'] as const))
  const isWanted = (one: KnownMembership) => one.unitId === said.unitId && wanted.includes(one.role)
  const missing = wanted.filter((role) => !lastingHere.includes(role))
  const reopen = here.filter((one) => !lasting(one) && missing.includes(one.role))
  const firstOn = said.fromOn ?? known.activeFromOn ?? today
  return {
    end: known.memberships
      .filter((one) => lasting(one) && one.fromOn <= today && !isWanted(one))
      .map((membership) => ({ membership, untilOn: membership.fromOn < today ? addDays(today, -1) : today })),
    reopen,
    set: missing
      .filter((role) => !reopen.some((one) => one.role === role))
      .map((role) => ({ role, fromOn: firstOn > today ? firstOn : today })),
  }
}

export function changesNothing(changes: StaffChanges): boolean {
  return (
    Object.keys(changes.fields).length === 0 &&
    changes.lastOn === undefined &&
    changes.end.length + changes.reopen.length + changes.set.length === 0
  )
}
