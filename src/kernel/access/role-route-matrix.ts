import type { Right } from '../../base/endpoint.ts'
import type { AnyRoute } from '../db/route.ts'
import { type Role, ROLES } from '../people/index.ts'
import { carries, type Rights } from './rights-held.ts'

/** Who may stand behind a request: each role, in our own house and in a vendor's; an account without a role; a guest; nobody. */
export type Caller = `own:${Role}` | `vendor:${Role}` | 'account' | 'guest' | 'nobody'

export const CALLERS: readonly Caller[] = [
  ...ROLES.map((role) => `own:${role}` as const),
  ...ROLES.map((role) => `vendor:${role}` as const),
  'account',
  'guest',
  'nobody',
]

export interface RouteRow {
  readonly route: string
  readonly right: Right
  readonly callers: ReadonlySet<Caller>
}

/**
 * One row a route: who may call it. The test of the whole product draws this table from all routes and tries each cell.
 * @throws Error where a route asks for a right that no module defines, where two routes share method and path, or where
 *   a right is defined that no route and no `usedElsewhere` asks for
 */
export function roleRouteMatrix(
  routes: readonly AnyRoute[],
  rights: Rights,
  usedElsewhere: ReadonlySet<string> = new Set(),
): RouteRow[] {
  const seen = new Set<string>()
  const rows = routes.map(({ endpoint, kind }) => {
    const route = `${endpoint.method} ${endpoint.path}`
    if (seen.has(route)) throw new Error(`${route} is bound twice`)
    seen.add(route)
    if ((kind === 'public') !== (endpoint.right === 'public')) {
      throw new Error(`${route}: a handler without an actor and the right "public" belong together`)
    }
    return {
      route,
      right: endpoint.right,
      callers: new Set(CALLERS.filter((one) => mayCall(route, endpoint.right, rights, one))),
    }
  })
  const asked = new Set<string>(rows.map((row) => row.right))
  const idle = [...rights.keys()].filter((name) => !asked.has(name) && !usedElsewhere.has(name))
  if (idle.length > 0) throw new Error(`no route asks for ${idle.join(', ')}`)
  return rows
}

function mayCall(route: string, right: Right, rights: Rights, caller: Caller): boolean {
  if (right === 'public') return true
  if (right === 'guest') return caller === 'guest'
  if (right === 'signed-in') return caller !== 'guest' && caller !== 'nobody'
  const definition = rights.get(right)
  if (!definition) throw new Error(`${route} asks for ${right}, which no module defines`)
  const [house, role] = caller.split(':')
  if (!role) return false
  return carries(definition, { role: role as Role, partyId: house === 'own' ? null : 'vendor' })
}
