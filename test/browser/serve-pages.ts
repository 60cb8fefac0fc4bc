import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { contentSecurityPolicy, newNonce } from '../../src/kernel/http/security.ts'

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Serves a built folder as the product does: its files, else the one page, under the product's own policy. */
export async function servePages(folder: string): Promise<{ origin: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    const isFile = path.startsWith('/assets/')
    const nonce = newNonce()
    const answer = async () => {
      const content = await readFile(join(folder, isFile ? path : 'index.html'))
      response.setHeader('content-type', MEDIA_TYPES[isFile ? extname(path) : '.html'] ?? 'application/octet-stream')
      response.setHeader('content-security-policy', contentSecurityPolicy(nonce))
      response.end(isFile ? content : content.toString('utf8').replaceAll('__CSP_NONCE__', nonce))
    }
    answer().catch(() => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
