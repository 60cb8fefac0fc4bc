import type { Word } from '../../base/words.ts'
import type { Role } from './roles.ts'

/** A right: which roles carry it, and what it lets a person do, in words. */
export interface RightDefinition {
  readonly roles: readonly Role[]
  readonly word: Word
  /**
   * A vendor's people may carry it as well, by a role in their own party. Left out, only our own people do: a supervisor
   * of a vendor is a supervisor there and nowhere else. Where it is set, the operation itself looks at the party.
   */
  readonly mayVendorsHold?: true
}

export type RightDefinitions = Readonly<Record<`${string}:${string}`, RightDefinition>>

/**
 * Declares the rights of a module: `defineRights('outbound-mail', { 'outbound-mail:approve': { roles: […], word } })`.
 * @throws Error where a right is not named after its module
 */
export function defineRights<const P extends string, R extends Readonly<Record<`${P}:${string}`, RightDefinition>>>(
  prefix: P,
  rights: R,
): R {
  for (const name of Object.keys(rights)) {
    if (!new RegExp(`^${prefix}:[a-z][a-z-]*$`).test(name)) {
      throw new Error(`a right is named ${prefix}:verb, not ${name}`)
    }
  }
  return rights
}
