import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire between two programs that a test cuts. */
export interface Wire {
  /** The given address, through the wire. */
  readonly url: string
  readonly port: number
  /** Ends what runs over it, and lets nobody through. */
  cut(): void
  mend(): void
  stop(): Promise<void>
}

/** @param target `scheme://…@host:port/…` of the program at the far end */
export async function startWire(target: string): Promise<Wire> {
  const far = new URL(target)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const other = connect({ host: far.hostname, port: Number(far.port) })
    for (const socket of [near, other]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        other.destroy()
      })
    }
    near.pipe(other).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const through = new URL(target)
  Object.assign(through, { hostname: '127.0.0.1', port: String(port) })
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: through.href,
    port,
    cut,
    mend: () => void (isCut = false),
    stop: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
