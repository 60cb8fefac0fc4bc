import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRights } from '../../src/app/composition/rights.ts'
import { type Caller, CALLERS, roleRouteMatrix, type RouteRow } from '../../src/kernel/access/index.ts'
import type { AnyRoute } from '../../src/kernel/db/route.ts'
import { ROLES } from '../../src/kernel/people/index.ts'
import { type ApiClient, openClient } from '../harness/api-client.ts'
import { type Callers, enterAs, seatCallers } from '../harness/callers.ts'
import { type RealWeb, startRealWeb } from '../harness/real-web.ts'
import { idFieldsOf, sampleInput } from '../harness/sample-input.ts'
import { useTestDatabase } from '../harness/test-database.ts'

const db = useTestDatabase()
let web: RealWeb
let rows: RouteRow[]
let callers: Callers

beforeAll(async () => {
  web = await startRealWeb(db, { SEKISHO_TRUSTED_PROXIES: '127.0.0.1' })
  rows = roleRouteMatrix(web.routes, allRights)
  callers = await seatCallers(db)
})
afterAll(() => web.close())

/** Before anybody has signed in. Each is here for a reason; a new one has to be added by hand. */
const PUBLIC: Readonly<Record<string, string>> = {
  'GET /api/access/session': 'says who is signed in, or that nobody is',
  'GET /api/organisations/first-page': 'what the first page offers',
  'POST /api/access/account-link': 'asks for the token of an activation link',
  'POST /api/access/activate': 'asks for the token of an activation link',
  'POST /api/access/change-password': 'asks for the session itself: it comes before every other act',
  'POST /api/access/choose-organisation': 'asks for the session itself: no organisation is known yet',
  'POST /api/access/confirm-totp': 'asks for the session itself: it comes before every other act',
  'POST /api/access/guest-code': 'asks for the token of a guest link and its code',
  'POST /api/access/guest-link': 'asks for the token of a guest link',
  'POST /api/access/set-up-totp': 'asks for the session itself, and the password again',
  'POST /api/access/sign-in': 'address and password',
  'POST /api/access/sign-out': 'ends the session, if there is one',
  'POST /api/access/verify-code': 'the second step of signing in',
  'POST /api/organisations/found': 'asks for the code that the start has printed',
}

test('who may call what is written down: a new route, or another answer, shows here', async () => {
  const short = (house: 'own' | 'vendor', row: RouteRow) => {
    const roles = [...row.callers].flatMap((one) => (one.startsWith(`${house}:`) ? [one.slice(house.length + 1)] : []))
    return roles.length === ROLES.length ? 'everybody' : roles.join(' ') || '–'
  }
  const others = (row: RouteRow) =>
    (['account', 'guest', 'nobody'] as const).filter((one) => row.callers.has(one)).join(' ') || '–'
  const table = [...rows]
    .sort((a, b) => (a.route < b.route ? -1 : 1))
    .map((row) => `| ${row.route} | ${row.right} | ${short('own', row)} | ${short('vendor', row)} | ${others(row)} |`)
  await expect(`# Who may call what

Drawn from the routes and the rights of the product by \`test/architecture/role-route-matrix.test.ts\`, which fails when
this page is not what the code says, and which tries every cell against the running server. \`account\`: anybody who has
signed in, without a role.

| route | right | our own | a vendor's | others |
|---|---|---|---|---|
${table.join('\n')}
`).toMatchFileSnapshot('../../docs/roles-and-routes.md')
})

test('what answers to everybody is listed, with its reason', () => {
  const open = rows.filter(({ right }) => right === 'public').map(({ route }) => route)
  expect(open.sort()).toEqual(Object.keys(PUBLIC).sort())
})

/** Calls with what the schema takes; an upload without its file, which is asked for after the right. */
async function tryOut(client: ApiClient, { endpoint }: AnyRoute) {
  const ids = Object.fromEntries(idFieldsOf(endpoint).map((name) => [name, crypto.randomUUID()]))
  const answer = await client.send(endpoint, sampleInput(endpoint, ids))
  const text = await answer.text()
  const { refusal } = (text.startsWith('{') ? JSON.parse(text) : {}) as { refusal?: { code: string } }
  return { status: answer.status, code: refusal?.code }
}

/** An operation that asks who somebody is beyond their right, and says so with the same code. */
const ASKS_FURTHER = new Set([
  'POST /api/outbound-mail/name-engagement',
  // The guest here has a link for something else.
  'GET /api/print-checks/guest/proof',
  'GET /api/print-checks/guest/proof/image',
  'POST /api/print-checks/guest/proof/answer',
])

test.each(CALLERS)('%s: every route answers as the matrix says', { timeout: 120_000 }, async (caller: Caller) => {
  const client = openClient(web.url, { 'x-forwarded-for': `192.0.2.${CALLERS.indexOf(caller) + 1}` })
  await enterAs(client, callers, caller)
  const wrong: string[] = []
  for (const route of web.routes) {
    const row = rows.find((one) => one.route === `${route.endpoint.method} ${route.endpoint.path}`)!
    if (row.right === 'public') continue
    const { status, code } = await tryOut(client, route)
    // A guest has no account to sign in to; their link lets them in.
    const asked = row.right === 'guest' ? 'guest_ended' : 'not_signed_in'
    const isShut = (status === 401 && code === asked) || (status === 403 && code === 'not_allowed')
    const expected = caller === 'nobody' ? status === 401 : status === 403
    if (row.callers.has(caller) ? (isShut && !ASKS_FURTHER.has(row.route)) || status >= 500 : !isShut || !expected)
      wrong.push(`${row.route} → ${status} ${code}, and the matrix says ${row.callers.has(caller) ? 'yes' : 'no'}`)
  }
  expect(wrong, web.logged.join('')).toEqual([])
})

const FORGED: Readonly<Record<string, string>>[] = [{}, { 'x-sekisho': '1', origin: 'https://elsewhere.example' }]

test('no route that changes anything answers without our own page’s header', async () => {
  const client = openClient(web.url, { 'x-forwarded-for': '192.0.2.100' })
  await enterAs(client, callers, 'own:administrator')
  for (const { endpoint } of web.routes.filter((route) => route.endpoint.method === 'POST')) {
    for (const headers of FORGED) {
      const answer = await client.send(endpoint, sampleInput(endpoint, {}), headers)
      expect([endpoint.path, answer.status, await answer.json()]).toEqual([
        endpoint.path,
        403,
        { refusal: { code: 'not_allowed', facts: {} } },
      ])
    }
  }
})

const counts = async () => {
  const tables = await db.asOwner<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'sign_in', 'jobs', 'pgboss')`)
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await db.asOwner<{ n: string }>(
      `select count(*)::text || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as n from ${name} t`,
    )
    found[name] = row!.n
  }
  return found
}

/** That somebody looked is an event; a session that is used lives on. */
const MAY_CHANGE = /^(event|ledger|sign_in\.session|sign_in\."session"|gate_view)/

test('GET changes nothing but the record that somebody looked', async () => {
  for (const caller of [
    'own:administrator',
    'own:privacy_officer',
    'own:supervisor',
    'vendor:worker',
    'nobody',
  ] as const) {
    const client = openClient(web.url, { 'x-forwarded-for': `192.0.2.${120 + CALLERS.indexOf(caller)}` })
    await enterAs(client, callers, caller)
    const before = await counts()
    for (const route of web.routes.filter(({ endpoint }) => endpoint.method === 'GET')) await tryOut(client, route)
    const after = await counts()
    const changed = Object.keys(after).filter((name) => after[name] !== before[name] && !MAY_CHANGE.test(name))
    expect(changed, caller).toEqual([])
  }
})
