import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { announce } from '../db/announce.ts'
import { bind, bindDownload, bindPublic, bindUpload } from '../db/route.ts'
import { type HttpOptions, type HttpServer, startHttp } from './start-http.ts'
import { type Identity, mayCall } from './identity.ts'

const db = useTestDatabase()
const logged: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
const identities = new Map<string, Identity>()
let server: HttpServer
let base: string
let org: string

const name = z.object({ name: z.string() })
const rename = endpoint({
  method: 'POST',
  path: '/api/things/rename',
  right: 'things:change',
  input: name,
  output: name,
  refuses: ['stale_version'],
  summary: 'Renames',
})
const show = endpoint({
  method: 'GET',
  path: '/api/things',
  right: 'signed-in',
  input: z.object({ size: z.coerce.number().max(9) }),
  output: name,
  refuses: [],
  summary: 'Shows',
})
const open = endpoint({
  method: 'POST',
  path: '/api/things/open',
  right: 'public',
  input: z.object({}),
  output: z.object({ ip: z.string() }),
  refuses: [],
  summary: 'Opens',
})
const fetchFile = endpoint({
  method: 'GET',
  path: '/api/things/file',
  right: 'things:change',
  input: z.object({}),
  output: z.null(),
  refuses: [],
  summary: 'Fetches',
})
const bring = endpoint({
  method: 'POST',
  path: '/api/things/bring',
  right: 'things:change',
  input: name,
  output: z.object({ size: z.number() }),
  refuses: [],
  summary: 'Brings',
})

const routes = [
  bind(rename, async (tx, _actor, input) => {
    await tx.updateTable('organisation').set({ name: input.name }).execute()
    if (input.name === 'stale') throw new Refusal('stale_version')
    if (input.name === 'canary@person.example') throw new Error(`cannot rename ${input.name}`)
    if (input.name === 'no name') return {} as { name: string }
    return { name: input.name, secret: 'not declared' } as { name: string }
  }),
  bind(show, async (tx, _actor, input) => {
    if (input.size === 7) throw new Refusal('stale_version')
    if (input.size === 8) {
      const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
      await db.asOwner('update organisation set name = $1 where org_id = $2', ['途中で変わった', org])
      const again = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
      return { name: `${name} ${again.name}` }
    }
    return tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  }),
  bindPublic(open, async (context) => ({ ip: context.ip })),
  bindDownload(fetchFile, async () => ({
    fileName: '名簿/"最終".xlsx\r\nx: y',
    mediaType: 'application/octet-stream',
    content: Readable.from(['abc']),
  })),
  bindUpload(bring, 1000, async (_tx, _actor, _input, file) => ({ size: file.content.length })),
]

const start = (over: Partial<HttpOptions> = {}) =>
  startHttp({
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL('http://127.0.0.1:8080'),
    trustedProxies: [],
    database: db.database,
    databaseUrl: db.appUrl,
    routes,
    identify: async (headers) => identities.get(headers.get('cookie') ?? ''),
    health: async () => ({ status: 'down', parts: {} }),
    version: 'test',
    log,
    ...over,
  })

beforeAll(async () => {
  org = await db.newOrganisation('元の名前')
  const identity = (over: Partial<Identity>): Identity => ({
    actor: { orgId: org, personId: newId(), kind: 'account', via: 'session-1' },
    endsWith: 'account:1',
    rights: new Set(['things:change']),
    isRestricted: false,
    ...over,
  })
  identities.set('who=manager', identity({}))
  identities.set('who=reader', identity({ rights: new Set() }))
  identities.set('who=restricted', identity({ isRestricted: true }))
  server = await start()
  base = `http://127.0.0.1:${server.port}`
})
afterAll(() => server.close())

const ours = { 'content-type': 'application/json', 'x-sekisho': '1' }
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(base + path, {
    method: 'POST',
    headers: { ...ours, cookie: 'who=manager', ...headers },
    body: JSON.stringify(body),
  })

test('an answer carries declared fields only', async () => {
  const answer = await post('/api/things/rename', { name: '新しい名前' })
  expect(await answer.json()).toEqual({ name: '新しい名前' })
})

test.each([
  ['', 401, 'not_signed_in'],
  ['who=reader', 403, 'not_allowed'],
  ['who=restricted', 403, 'not_allowed'],
])('%s may not call it', async (cookie, status, code) => {
  const answer = await post('/api/things/rename', { name: 'x' }, { cookie })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toEqual({ refusal: { code, facts: {} } })
})

test('whoever has no link any more is told to open it again; an account to sign in', () => {
  expect(mayCall(undefined, 'guest')).toBe('guest_ended')
  expect(mayCall(undefined, 'signed-in')).toBe('not_signed_in')
})

test('a refusal rolls the transaction back', async () => {
  await post('/api/things/rename', { name: '確定' })
  const answer = await post('/api/things/rename', { name: 'stale' })
  expect([answer.status, await answer.json()]).toEqual([409, { refusal: { code: 'stale_version', facts: {} } }])
  const shown = await fetch(`${base}/api/things?size=3`, { headers: { cookie: 'who=reader' } })
  expect(await shown.json()).toEqual({ name: '確定' })
})

test('what is shown together is of one moment', async () => {
  await post('/api/things/rename', { name: '初め' })
  const answer = await fetch(`${base}/api/things?size=8`, { headers: { cookie: 'who=manager' } })
  expect(await answer.json()).toEqual({ name: '初め 初め' })
})

test('a wrong field is named', async () => {
  const answer = await fetch(`${base}/api/things?size=10`, { headers: { cookie: 'who=reader' } })
  expect(await answer.json()).toEqual({ refusal: { code: 'bad_input', facts: {}, fields: { size: 'too_big' } } })
})

test('an answer that is not what the endpoint declares is a fault of ours, not bad input', async () => {
  const answer = await post('/api/things/rename', { name: 'no name' })
  expect(answer.status).toBe(500)
  expect(logged.at(-1)).toContain('"fields":{"name":"invalid_type"}')
})

test('a refusal that the endpoint did not declare is a fault', async () => {
  const answer = await fetch(`${base}/api/things?size=7`, { headers: { cookie: 'who=reader' } })
  expect(answer.status).toBe(500)
  expect(logged.at(-1)).toContain('"undeclaredRefusal":"stale_version"')
})

test('a fault is a 500 with an id that the log explains, and the log has no personal data', async () => {
  const answer = await post('/api/things/rename', { name: 'canary@person.example' })
  const { fault } = (await answer.json()) as { fault: { id: string } }
  expect(answer.status).toBe(500)
  const line = logged.find((text) => text.includes(fault.id))
  expect(line).toContain('start-http.test.ts')
  expect(logged.join()).not.toContain('canary@person.example')
})

test.each([
  [{ 'x-sekisho': '' }],
  [{ origin: 'https://elsewhere.example' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ origin: 'null' }],
])('a request from another page is refused: %o', async (headers) => {
  expect((await post('/api/things/rename', { name: 'x' }, headers)).status).toBe(403)
})

test('a form post of another site cannot pass', async () => {
  const answer = await fetch(`${base}/api/things/rename`, {
    method: 'POST',
    headers: { cookie: 'who=manager', 'content-type': 'text/plain' },
    body: '{"name":"x"}',
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
})

test('GET changes nothing: a state-changing path does not answer to it', async () => {
  expect((await fetch(`${base}/api/things/rename`, { headers: { cookie: 'who=manager' } })).status).toBe(404)
})

test('X-Forwarded-For is believed from nobody by default', async () => {
  const answer = await post('/api/things/open', {}, { 'x-forwarded-for': '203.0.113.9' })
  expect(await answer.json()).toEqual({ ip: '127.0.0.1' })
})

test('security headers stand on every answer, errors too', async () => {
  for (const path of ['/api/things', '/api/nothing', '/api/health', '/api/docs']) {
    const { headers } = await fetch(base + path)
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('cache-control'), path).toBe('no-store')
    expect(headers.get('content-type'), path).toMatch(/charset=utf-8/)
  }
})

test('a download keeps its Japanese name and cannot break out of its header', async () => {
  const { headers } = await fetch(`${base}/api/things/file`, { headers: { cookie: 'who=manager' } })
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="_______.xlsx__x: y"; filename*=UTF-8''${encodeURIComponent('名簿_"最終".xlsx__x: y')}`,
  )
  expect(headers.get('x')).toBeNull()
})

test('an upload is limited, and its input is checked', async () => {
  const form = (size: number, input: string) => {
    const data = new FormData()
    data.set('input', input)
    data.set('file', new Blob(['a'.repeat(size)]), 'a.csv')
    return fetch(`${base}/api/things/bring`, {
      method: 'POST',
      headers: { 'x-sekisho': '1', cookie: 'who=manager' },
      body: data,
    })
  }
  expect(await (await form(1000, '{"name":"a"}')).json()).toEqual({ size: 1000 })
  expect((await form(1001, '{"name":"a"}')).status).toBe(413)
  expect((await form(10, '{}')).status).toBe(400)
  expect((await form(10, 'not json')).status).toBe(400)
})

test('health that is down is a 503; live only says that the process runs', async () => {
  expect((await fetch(`${base}/api/health`)).status).toBe(503)
  expect((await fetch(`${base}/api/live`)).status).toBe(200)
})

test('the OpenAPI document names every route, for whoever is signed in', async () => {
  expect((await fetch(`${base}/api/openapi.json`)).status).toBe(401)
  const answer = await fetch(`${base}/api/openapi.json`, { headers: { cookie: 'who=reader' } })
  const { paths } = (await answer.json()) as { paths: object }
  expect(Object.keys(paths).sort()).toEqual(routes.map((route) => route.endpoint.path).sort())
})

test('live events open for accounts only, and not before their first steps are done', async () => {
  expect((await fetch(`${base}/api/live-events`)).status).toBe(401)
  expect((await fetch(`${base}/api/live-events`, { headers: { cookie: 'who=restricted' } })).status).toBe(403)
})

test('live events: topics of the own organisation, after commit; the stream is cut when its account ends', async () => {
  const other = await db.newOrganisation('他社')
  const stream = await fetch(`${base}/api/live-events`, { headers: { cookie: 'who=reader' } })
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  await db.inOrganisation(other, (tx) => announce(tx, 'others-secret'))
  await db
    .inOrganisation(org, async (tx) => {
      await announce(tx, 'rolled-back')
      throw new Error('no')
    })
    .catch(() => undefined)
  await db.inOrganisation(org, (tx) => announce(tx, 'things'))
  await db.inOrganisation(org, (tx) => announce(tx, 'account:1'))
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  expect(text).toBe('retry: 2000\n\nevent: changed\ndata: {"topic":"things"}\n\n')
})

test('more requests than an office makes are refused in words; the parts of a page are not counted', async () => {
  const webFolder = await mkdtemp(join(tmpdir(), 'sekisho-screens-'))
  await mkdir(join(webFolder, 'assets'))
  await writeFile(join(webFolder, 'index.html'), '<!doctype html>')
  await writeFile(join(webFolder, 'assets', 'page-1.js'), '1')
  const small = await start({ requestsAMinute: 3, webFolder })
  try {
    const at = (path: string) => fetch(`http://127.0.0.1:${small.port}${path}`)
    for (let count = 0; count < 8; count += 1) {
      expect((await at('/assets/page-1.js')).status).toBe(200)
      expect((await at('/')).status).toBe(200)
    }
    for (let count = 0; count < 3; count += 1) expect((await at('/api/live')).status).toBe(200)
    const refused = await at('/api/live')
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { refusal: { code: 'too_many_requests', facts: { minutes: 1 } } },
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  } finally {
    await small.close()
    await rm(webFolder, { recursive: true })
  }
})
