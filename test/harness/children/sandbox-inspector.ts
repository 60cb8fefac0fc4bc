import type { DocumentInspector } from '../../../src/engines/documents/index.ts'

/** For tests: answers what it saw, or behaves as badly as it is told. */
export const inspectDocument: DocumentInspector = async (parts, { behaviour }) => {
  if (behaviour === 'loop') for (;;);
  if (behaviour === 'crash') process.exit(7)
  if (behaviour === 'throw') throw new Error('an inspector with a fault')
  if (behaviour === 'hoard') for (const kept: Buffer[] = []; ;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1))
  if (behaviour === 'nonsense') process.stdout.write(Buffer.from('\x04\0\0\0D{[}]'))
  if (behaviour === 'look-around') return lookAround()
  const seen: { path: readonly string[]; text: string }[] = []
  for await (const part of parts) {
    if (part.kind === 'text') seen.push({ path: part.path, text: part.text })
    else
      for await (const batch of part.rows)
        seen.push({ path: part.path, text: batch.map(({ cells }) => cells.join('|')).join('\n') })
    if (behaviour === 'stop-early') return seen
  }
  return seen
}

/** What an attacker who runs code in the child would try first. */
async function lookAround(): Promise<Record<string, string>> {
  const tries: Record<string, () => unknown> = {
    environment: () => Object.keys(process.env).join(' '),
    passwords: async () => (await import('node:fs')).readFileSync('/etc/passwd', 'utf8').length,
    write: async () => (await import('node:fs')).writeFileSync('/tmp/sandbox-was-here', 'x'),
    program: async () => (await import('node:child_process')).execFileSync('/bin/true').length,
    network: async () => {
      const { connect } = await import('node:net')
      return new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port: 9 })
        socket.once('error', (cause: NodeJS.ErrnoException) => reject(new Error(cause.code)))
        socket.once('connect', () => resolve('connected'))
      })
    },
    interfaces: async () => Object.keys((await import('node:os')).networkInterfaces()).join(' '),
    parent: () => process.ppid,
    descriptors: async () => {
      const { fstatSync } = await import('node:fs')
      const open: number[] = []
      for (let descriptor = 0; descriptor < 64; descriptor++) {
        try {
          const stat = fstatSync(descriptor)
          if (stat.isFile()) open.push(descriptor)
        } catch {
          // not open
        }
      }
      return open.join(' ')
    },
  }
  const found: Record<string, string> = {}
  for (const [name, attempt] of Object.entries(tries)) {
    try {
      found[name] = String(await attempt())
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException
      found[name] = `refused: ${code ?? message}`
    }
  }
  return found
}
