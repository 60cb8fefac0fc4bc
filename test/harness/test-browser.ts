import type { Database } from '../../src/kernel/db/database.ts'
import type { RequestContext } from '../../src/kernel/db/route.ts'

export interface TestBrowser extends RequestContext {
  /** What the browser keeps; a test may copy or damage it. */
  readonly cookies: Map<string, string>
  /** The `Set-Cookie` lines as they came. */
  readonly received: string[]
}

/** A browser without a network: it keeps cookies and brings them along, for handlers that take a `RequestContext`. */
export function testBrowser(database: Database, ip = '192.0.2.1'): TestBrowser {
  const cookies = new Map<string, string>()
  const received: string[] = []
  return {
    database,
    ip,
    cookies,
    received,
    get headers() {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      return new Headers({ ...(cookie ? { cookie } : {}), 'user-agent': 'test' })
    },
    setHeader(_, line) {
      received.push(line)
      const [pair, ...attributes] = line.split(';').map((part) => part.trim())
      const at = pair!.indexOf('=')
      const [name, value] = [pair!.slice(0, at), pair!.slice(at + 1)]
      if (value === '' || attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name)
      else cookies.set(name, value)
    },
  }
}
