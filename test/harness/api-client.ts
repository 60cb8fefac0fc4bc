import { createHmac } from 'node:crypto'
import type { Endpoint, OutputOf, RequestOf } from '../../src/base/endpoint.ts'
import {
  changePasswordEndpoint,
  confirmTotpEndpoint,
  currentSession,
  setUpTotpEndpoint,
  signInEndpoint,
} from '../../src/kernel/access/contract.ts'

/** What a client gets instead of an answer. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, path: string) {
    super(`${path}: ${status} ${code}`)
    this.status = status
    this.code = code
  }
}

export interface ApiClient {
  readonly cookies: Map<string, string>
  /** @throws Refused */
  call<E extends Endpoint>(endpoint: E, input: RequestOf<E>): Promise<OutputOf<E>>
  /** The same without reading the answer, and with whatever headers a test wants. */
  send(endpoint: Endpoint, input: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

/** A client of the API as a browser is one: it keeps cookies and says where its page is from. */
export function openClient(url: string, headers: Readonly<Record<string, string>> = {}): ApiClient {
  const cookies = new Map<string, string>()
  const send: ApiClient['send'] = async (endpoint, input, more = { 'x-sekisho': '1' }) => {
    const isGet = endpoint.method === 'GET'
    const query = isGet ? `?${new URLSearchParams(Object.entries(input as Record<string, string>))}` : ''
    const answer = await fetch(`${url}${endpoint.path}${query}`, {
      method: endpoint.method,
      redirect: 'manual',
      headers: {
        ...(isGet ? {} : { 'content-type': 'application/json' }),
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...headers,
        ...more,
      },
      ...(!isGet && { body: JSON.stringify(input) }),
    })
    for (const line of answer.headers.getSetCookie()) keep(cookies, line)
    return answer
  }
  return {
    cookies,
    send,
    async call(endpoint, input) {
      const answer = await send(endpoint, input)
      const body = (await answer.json()) as { refusal?: { code: string }; fault?: { id: string } }
      if (!answer.ok) throw new Refused(answer.status, body.refusal?.code ?? `fault ${body.fault?.id}`, endpoint.path)
      return body as OutputOf<typeof endpoint>
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair, ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair!.indexOf('=')
  const [name, value] = [pair!.slice(0, at), pair!.slice(at + 1)]
  if (value === '' || attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name)
  else cookies.set(name, value)
}

/** Signs in, and does what must come first: a password of one's own, an authenticator. */
export async function signInFully(
  client: ApiClient,
  { email, password }: { email: string; password: string },
): Promise<{ personId: string }> {
  await client.call(signInEndpoint, { email, password })
  let now = await signedIn(client)
  let mine = password
  if (now.mustChangePassword) {
    mine = `${password} と 私だけの続き`
    await client.call(changePasswordEndpoint, { current: password, next: mine })
    now = await signedIn(client)
  }
  if (now.mustSetUpTotp) {
    const { uri } = await client.call(setUpTotpEndpoint, { password: mine })
    await client.call(confirmTotpEndpoint, { code: totp(uri) })
    now = await signedIn(client)
  }
  if (now.mustChangePassword || now.mustSetUpTotp) throw new Error('something still comes first')
  return { personId: now.personId }
}

async function signedIn(client: ApiClient) {
  const session = await client.call(currentSession, {})
  if (session.state !== 'signed_in') throw new Error(`the session is ${session.state}`)
  return session
}

/** RFC 6238 by hand, as an authenticator does it. */
export function totp(uri: string): string {
  const bits = Array.from(new URL(uri).searchParams.get('secret')!)
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
