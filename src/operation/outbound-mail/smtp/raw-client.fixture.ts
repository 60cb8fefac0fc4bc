import { connect, type Socket } from 'node:net'

/** A client that sends exactly what it is told, and answers each reply as one text. */
export interface RawClient {
  readonly socket: Socket
  /** Waits for the next reply (all lines of it). */
  reply(): Promise<string>
  /** Sends one command and waits for its reply. */
  command(text: string): Promise<string>
  write(bytes: Buffer | string): void
  close(): void
}

export async function rawClient(port: number, helo = 'client.example'): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port })
  const replies: string[] = []
  const waiting: ((text: string) => void)[] = []
  let buffered = ''
  let isClosed = false
  const take = (text: string) => (waiting.length > 0 ? waiting.shift()!(text) : void replies.push(text))
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1')
    for (let match = /^(?:\d{3}-[^\r]*\r\n)*\d{3} [^\r]*\r\n/.exec(buffered); match;) {
      buffered = buffered.slice(match[0].length)
      take(match[0].trimEnd())
      match = /^(?:\d{3}-[^\r]*\r\n)*\d{3} [^\r]*\r\n/.exec(buffered)
    }
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isClosed = true
    waiting.splice(0).forEach((answer) => answer('closed'))
  })
  const client: RawClient = {
    socket,
    reply: () =>
      new Promise((resolve) => {
        if (replies.length > 0) resolve(replies.shift()!)
        else if (isClosed) resolve('closed')
        else waiting.push(resolve)
      }),
    command(text) {
      client.write(`${text}\r\n`)
      return client.reply()
    },
    write: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    close: () => void socket.destroy(),
  }
  await client.reply()
  await client.command(`EHLO ${helo}`)
  return client
}

/** One mail by a raw client; answers the reply to its text. The text is sent as it is, dots and all. */
export async function rawMail(client: RawClient, from: string, to: string, text: string): Promise<string> {
  await client.command(`MAIL FROM:<${from}>`)
  await client.command(`RCPT TO:<${to}>`)
  await client.command('DATA')
  client.write(text)
  return client.reply()
}
