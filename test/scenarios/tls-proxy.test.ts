import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { createServer, request, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrls, freePort, printed, type RunningSekisho, startSekisho } from '../harness/running-sekisho.ts'

/** Behind a TLS proxy: links, cookies and origins are those of SEKISHO_PUBLIC_URL, and addresses those that the proxy saw. */
const LONG = 300_000
let folder: string
let proxy: Server
let sekisho: RunningSekisho
let origin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'].concat([
      '-keyout',
      key,
      '-out',
      cert,
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    ]),
    { stdio: 'ignore' },
  )
  const port = await freePort()
  origin = `https://sekisho.jisha.example:${port}`
  sekisho = await startSekisho({
    data: join(folder, 'data'),
    settings: { SEKISHO_PUBLIC_URL: origin, SEKISHO_TRUSTED_PROXIES: '127.0.0.1' },
  })
  // As deploy/nginx says it: the client's own X-Forwarded-For is thrown away.
  proxy = createServer({ key: await readFile(key), cert: await readFile(cert) }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' }
    const onward = plainRequest(
      { port: sekisho.httpPort, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(outgoing)
      },
    )
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', () => resolve()))
}, LONG)
afterAll(async () => {
  proxy?.close()
  await sekisho?.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A browser that resolves the public name to this machine. */
async function ask(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const ca = await readFile(join(folder, 'cert.pem'))
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        ca,
        servername: 'localhost',
        method: body ? 'POST' : 'GET',
        headers: { host: `${hostname}:${port}`, 'content-type': 'application/json', ...headers },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts).toString() }),
        )
      },
    )
    asked.once('error', reject)
    asked.end(body ? JSON.stringify(body) : undefined)
  })
}
const signIn = (headers: Readonly<Record<string, string>>, email = 'ichiro.mihon@jisha.example') =>
  ask('/api/access/sign-in', { email, password: printed.demoPassword(sekisho) }, { 'x-sekisho': '1', ...headers })

test('印字する住所は公開の URL', () => {
  expect(sekisho.output()).toContain(`ready ${origin}\n`)
})

test('Cookie は __Host- で Secure、応答は HSTS を伴う', { timeout: LONG }, async () => {
  const answer = await signIn({ origin })
  expect([answer.status, answer.body]).toEqual([200, '{"next":"entered"}'])
  const cookies = answer.headers['set-cookie'] as string[]
  expect(cookies.length).toBeGreaterThan(0)
  for (const line of cookies.filter((one) => !/max-age=0/i.test(one))) {
    expect(line).toMatch(/^__Host-/)
    expect(line).toMatch(/; Path=\/(;|$)/)
    expect(line).toMatch(/; Secure/i)
    expect(line).toMatch(/; HttpOnly/i)
    expect(line).not.toMatch(/; Domain=/i)
  }
  expect(answer.headers['strict-transport-security']).toContain('max-age=63072000')
  const cookie = cookies.map((line) => line.split(';')[0]).join('; ')
  const session = await ask('/api/access/session', undefined, { cookie })
  expect(JSON.parse(session.body)).toMatchObject({ state: 'signed_in' })
  const page = await ask('/')
  expect([page.status, page.headers['content-security-policy']]).toEqual([200, expect.stringContaining("'nonce-")])
})

test('よその origin からは受け付けない。自分の origin は公開の URL だけ', { timeout: LONG }, async () => {
  for (const wrong of [
    'https://elsewhere.example',
    `http://127.0.0.1:${sekisho.httpPort}`,
    'https://localhost',
    'null',
  ])
    expect((await signIn({ origin: wrong })).status, wrong).toBe(403)
  expect((await signIn({ origin })).status).toBe(200)
})

test('X-Forwarded-For は代理サーバーのものだけを信じる', { timeout: LONG }, async () => {
  const { owner } = await databaseUrls(join(folder, 'data'))
  const client = new pg.Client(owner)
  await client.connect()
  const keys = async () =>
    (await client.query<{ key_hash: string }>('select key_hash from sign_in.attempt')).rows.map((row) => row.key_hash)
  const before = new Set(await keys())
  await signIn({ origin, 'x-forwarded-for': '203.0.113.9' }, 'nobody@jisha.example')
  const made = (await keys()).filter((key) => !before.has(key))
  await client.end()
  const hash = (key: string) => createHash('sha256').update(key).digest('hex')
  expect(made).toContain(hash('ip:198.51.100.7'))
  expect(made).not.toContain(hash('ip:203.0.113.9'))
})
