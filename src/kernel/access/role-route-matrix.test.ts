import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, type Right } from '../../base/endpoint.ts'
import { bind, bindPublic } from '../db/route.ts'
import { defineRights, peopleRights, peopleRoutes } from '../people/index.ts'
import { collectRights } from './rights-held.ts'
import { CALLERS, roleRouteMatrix } from './role-route-matrix.ts'

const word = { ja: '試験', en: 'Test' }
const rights = collectRights([
  defineRights('trial', {
    'trial:approve': { roles: ['supervisor'], word, mayVendorsHold: true },
    'trial:administer': { roles: ['administrator'], word },
  }),
])
const declared = (path: `/api/${string}`, right: Right) =>
  endpoint({ method: 'POST', path, right, input: z.object({}), output: z.object({}), refuses: [], summary: 'Trial.' })
const signed = (path: `/api/${string}`, right: Right) => bind(declared(path, right), async () => ({}))
const both = [signed('/api/trial/approve', 'trial:approve'), signed('/api/trial/administer', 'trial:administer')]
const open = bindPublic(declared('/api/trial/open', 'public'), async () => ({}))

test('each route has a row, and each cell says yes or no', () => {
  const rows = roleRouteMatrix(
    [...both, open, signed('/api/trial/mine', 'signed-in'), signed('/api/trial/link', 'guest')],
    rights,
  )
  const callers = Object.fromEntries(rows.map((row) => [row.route.slice('POST /api/trial/'.length), [...row.callers]]))
  expect(callers['approve']).toEqual(['own:supervisor', 'vendor:supervisor'])
  expect(callers['administer']).toEqual(['own:administrator'])
  expect(callers['link']).toEqual(['guest'])
  expect(callers['mine']).toEqual(CALLERS.filter((one) => one !== 'guest' && one !== 'nobody'))
  expect(callers['open']).toEqual(CALLERS)
})

test('a route without a defined right fails, and so does a right without a route', () => {
  expect(() => roleRouteMatrix([...both, signed('/api/trial/new', 'trial:new')], rights)).toThrow(/no module defines/)
  expect(() => roleRouteMatrix(both.slice(0, 1), rights)).toThrow(/no route asks for trial:administer/)
  expect(() => roleRouteMatrix([...both, both[0]!], rights)).toThrow(/bound twice/)
  expect(() => roleRouteMatrix([...both, signed('/api/trial/x', 'public')], rights)).toThrow(/belong together/)
})

test('a right is named after its module, and defined once', () => {
  expect(() => defineRights('trial', { 'trial:Approve!': { roles: [], word } })).toThrow(/is named/)
  expect(() => collectRights([peopleRights, peopleRights])).toThrow(/defined twice/)
})

test('委託先の上長は、自社の人の一覧を見ない', () => {
  const rows = roleRouteMatrix(peopleRoutes, collectRights([peopleRights]))
  for (const row of rows.filter((one) => one.right !== 'people:delegate' && one.right !== 'signed-in')) {
    expect([...row.callers].filter((caller) => caller.startsWith('vendor:'))).toEqual([])
  }
})
