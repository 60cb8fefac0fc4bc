import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface OutsideMail {
  readonly sender: string
  readonly recipients: readonly string[]
  readonly bytes: Buffer
}

export interface OutsideServer {
  readonly port: number
  readonly mails: readonly OutsideMail[]
  /** Takes connections again on the same port, or refuses them. */
  setUp(isUp: boolean): Promise<void>
  stop(): Promise<void>
}

/** Stands for the rest of the world: takes every mail and keeps its bytes as they came. */
export async function startOutsideServer(): Promise<OutsideServer> {
  const mails: OutsideMail[] = []
  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      hideDSN: false,
      size: 100_000_000,
      logger: false,
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          mails.push({
            sender: mailFrom === false ? '' : mailFrom.address,
            recipients: rcptTo.map(({ address }) => address),
            bytes: Buffer.concat(chunks),
          })
          done(null)
        })
      },
    })
  let server: SMTPServer | undefined
  const listen = (on: number) =>
    new Promise<number>((resolve, reject) => {
      server = make()
      server.on('error', () => undefined)
      server.server.once('error', reject)
      server.listen(on, '127.0.0.1', () => resolve((server!.server.address() as AddressInfo).port))
    })
  const close = () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  const port = await listen(0)
  return {
    port,
    mails,
    async setUp(isUp) {
      await close()
      server = undefined
      if (isUp) await listen(port)
    },
    stop: close,
  }
}
