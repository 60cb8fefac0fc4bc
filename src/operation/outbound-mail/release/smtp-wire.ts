import { connect, isIP, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'

/** A complete answer of the next hop. */
export interface Reply {
  readonly code: number
  /** All its lines. */
  readonly text: string
}

/** How long it may take to connect, to greet, and to answer, in seconds. */
export interface Waits {
  readonly connection: number
  readonly greeting: number
  readonly answer: number
  /** From the beginning of an attempt to the final dot, however it is spent. */
  readonly mail: number
  /** From the final dot to its answer. */
  readonly end: number
}

/** The connection to the next hop, line by line. It throws nothing: what is not answered any more is `undefined`. */
export interface SmtpWire {
  /** Nothing more can be said over it: closed, silent for too long, or out of step. */
  readonly isOver: boolean
  /** It said something that nobody had asked, or that is no reply: whose its lines are, nobody knows any more. */
  readonly isOutOfStep: boolean
  readonly greeting: Promise<Reply | undefined>
  /** Says all of it in one go (RFC 2920); each command has its own reply. */
  ask(commands: readonly string[]): Promise<readonly (Reply | undefined)[]>
  /** Ends it at this time (of `performance.now`), whatever comes until then; undefined: at none. */
  endBy(at: number | undefined): void
  /** Bytes to which there is no reply. @returns when there is room for more; false: it is over */
  write(bytes: readonly Uint8Array[]): Promise<boolean>
  /** The end of the text, with what is left of it. Its answer has a time of its own. */
  askAfter(bytes: readonly Uint8Array[]): Promise<Reply | undefined>
  /** After 220 to STARTTLS. What came in the clear behind that is not believed (RFC 3207 §4.2). */
  secure(): Promise<boolean>
  /** Says that nothing follows. */
  quit(): void
  /** Ends it where it stands. */
  close(): void
  /** Ends it, and has nothing of what it said believed. */
  loseStep(): void
}

/** So much of one reply is read; more is no reply. */
const MOST_OF_A_REPLY = 64 * 1024

/** Connects. The greeting is the first reply. */
export function openWire({ host, port, waits }: { host: string; port: number; waits: Waits }): SmtpWire {
  const asked: ((reply: Reply | undefined) => void)[] = []
  const state = { isOver: false, isOutOfStep: false }
  let wakeWriter: () => void = () => undefined
  let deadline: NodeJS.Timeout | undefined
  let isTextSaid = false
  let [rest, lines]: [string, string[]] = ['', []]
  let socket: Socket = connect({ host, port, noDelay: true })

  const end = () => {
    if (state.isOver) return
    state.isOver = true
    clearTimeout(deadline)
    socket.destroy()
    for (const answer of asked.splice(0)) answer(undefined)
    wakeWriter()
  }
  const loseStep = () => {
    state.isOutOfStep = true
    end()
  }
  const hear = (line: string) => {
    const [, code, more] = /^(\d{3})([ -]|$)/.exec(line) ?? []
    // All lines of a reply bear one code (RFC 5321 §4.2.1): of two, nobody knows which is meant, or for whom.
    if (!code || (lines.length > 0 && !lines[0]!.startsWith(code))) return loseStep()
    lines.push(line)
    if (more === '-') return
    const answer = asked.shift()
    // Whoever has answered the text and goes down says so unasked (RFC 5321 §3.8): the answer stands.
    if (!answer) return code === '421' && isTextSaid ? end() : loseStep()
    const text = Buffer.from(lines.join('\n'), 'latin1').toString()
    lines = []
    socket.setTimeout(waits.answer * 1000)
    answer({ code: Number(code), text })
  }
  const onData = (piece: Buffer) => {
    rest += piece.toString('latin1')
    for (let at = rest.indexOf('\n'); at >= 0 && !state.isOver; at = rest.indexOf('\n')) {
      const line = rest.slice(0, at).replace(/\r$/, '')
      rest = rest.slice(at + 1)
      hear(line)
    }
    if (rest.length + lines.length * 80 > MOST_OF_A_REPLY) loseStep()
  }
  const listen = () => {
    for (const event of ['error', 'end', 'close', 'timeout']) socket.on(event, end)
    socket.on('data', onData).on('drain', () => wakeWriter())
  }
  const endBy = (at: number | undefined) => {
    clearTimeout(deadline)
    if (at !== undefined && !state.isOver) deadline = setTimeout(end, Math.max(0, at - performance.now()))
  }
  const nextReply = () =>
    state.isOver ? Promise.resolve(undefined) : new Promise<Reply | undefined>((resolve) => void asked.push(resolve))
  const send = (bytes: readonly Uint8Array[]): boolean => {
    socket.cork()
    const hasRoom = bytes.map((piece) => socket.write(piece)).at(-1) ?? true
    socket.uncork()
    return hasRoom
  }

  listen()
  socket.setTimeout(waits.connection * 1000)
  socket.once('connect', () => socket.setTimeout(waits.greeting * 1000))
  return {
    get isOver() {
      return state.isOver
    },
    get isOutOfStep() {
      return state.isOutOfStep
    },
    greeting: nextReply(),
    ask(commands) {
      isTextSaid = false
      const replies = Promise.all(commands.map(nextReply))
      if (!state.isOver) send([Buffer.from(commands.map((command) => `${command}\r\n`).join(''))])
      return replies
    },
    endBy,
    async write(bytes) {
      if (!state.isOver && !send(bytes)) await new Promise<void>((resolve) => (wakeWriter = resolve))
      return !state.isOver
    },
    askAfter(bytes) {
      const reply = nextReply()
      if (!state.isOver) {
        isTextSaid = true
        endBy(performance.now() + waits.end * 1000)
        socket.setTimeout(waits.end * 1000)
        send(bytes)
      }
      return reply
    },
    async secure() {
      if (rest !== '' || lines.length > 0) loseStep()
      if (state.isOver) return false
      const plain = socket.removeAllListeners('data').removeAllListeners('timeout')
      plain.setTimeout(0)
      // Inside the house relays carry certificates of their own; refusing them would only mean sending in the clear.
      const options = { socket: plain, rejectUnauthorized: false, ...(!isIP(host) && { servername: host }) }
      const secured = connectSecurely(options)
      socket = secured
      listen()
      socket.setTimeout(waits.answer * 1000)
      await new Promise<void>((resolve) => {
        secured.once('secureConnect', resolve)
        secured.once('close', resolve)
        plain.once('close', resolve)
      })
      return !state.isOver
    },
    quit() {
      if (state.isOver) return
      state.isOver = true
      clearTimeout(deadline)
      socket.setTimeout(1000, () => socket.destroy()).end('QUIT\r\n')
    },
    close: end,
    loseStep,
  }
}
