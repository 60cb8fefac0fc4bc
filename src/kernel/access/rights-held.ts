import type { Tx } from '../db/database.ts'
import {
  delegatedRolesAt,
  type HeldRole,
  type RightDefinition,
  type RightDefinitions,
  rolesAt,
} from '../people/index.ts'

/** All rights of the product, by name. */
export type Rights = ReadonlyMap<string, RightDefinition>

/** @throws Error where two modules define one right */
export function collectRights(modules: readonly RightDefinitions[]): Rights {
  const rights = new Map<string, RightDefinition>()
  for (const [name, definition] of modules.flatMap((module) => Object.entries(module))) {
    if (rights.has(name)) throw new Error(`the right ${name} is defined twice`)
    rights.set(name, definition)
  }
  return rights
}

/** What a person may do at an instant: by their own roles, and by those that they act in for somebody else. */
export async function rightsOf(
  tx: Tx,
  rights: Rights,
  { personId, at }: { personId: string; at: Date },
): Promise<ReadonlySet<string>> {
  const held = [...(await rolesAt(tx, personId, at)), ...(await delegatedRolesAt(tx, personId, at))]
  return new Set([...rights].flatMap(([name, right]) => (held.some((one) => carries(right, one)) ? [name] : [])))
}

/** Whether a role that is held carries a right. A vendor's people carry only what is meant for vendors too. */
export function carries(right: RightDefinition, held: Pick<HeldRole, 'role' | 'partyId'>): boolean {
  return right.roles.includes(held.role) && (held.partyId === null || right.mayVendorsHold === true)
}
