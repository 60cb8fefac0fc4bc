import SMTPConnection from 'nodemailer/lib/smtp-connection'

export interface Relay {
  readonly host: string
  readonly port: number
  /** Our name in EHLO. */
  readonly name: string
  /** How long it may take to connect, to greet, and to answer; RFC 5321 §4.5.3.2 where left out. */
  readonly waitSeconds?: { readonly connection: number; readonly greeting: number; readonly answer: number }
}

const USUAL_WAITS = { connection: 20, greeting: 60, answer: 5 * 60 }

/** A greeted connection to the next hop. */
export interface SmtpSession {
  readonly connection: SMTPConnection
  /** That the next hop offers, in upper case. */
  readonly extensions: ReadonlySet<string>
  sentCount: number
  /** Nothing more can be sent over it. */
  isOver: boolean
}

/** STARTTLS is used where it is offered. @throws what the next hop answered, where it does not greet us */
export async function openSession(relay: Relay): Promise<SmtpSession> {
  const connection = newConnection(relay)
  try {
    const session = { connection, extensions: await connect(connection), sentCount: 0, isOver: false }
    connection.once('end', () => (session.isOver = true))
    return session
  } catch (cause) {
    connection.close()
    throw cause
  }
}

/** Whether the next hop still answers, and has forgotten what was said to it before (RSET). */
export function isReady({ connection, isOver }: SmtpSession): Promise<boolean> {
  if (isOver) return Promise.resolve(false)
  return new Promise((resolve) => {
    const ended = () => resolve(false)
    connection.once('end', ended)
    connection.reset((cause) => {
      connection.off('end', ended)
      resolve(!cause)
    })
  })
}

export function closeSession({ connection, isOver }: SmtpSession): void {
  if (!isOver) connection.quit()
  connection.close()
}

function newConnection({ host, port, name, waitSeconds = USUAL_WAITS }: Relay): SMTPConnection {
  const connection = new SMTPConnection({
    host,
    port,
    name,
    secure: false,
    opportunisticTLS: true,
    logger: false,
    // Inside the house relays carry certificates of their own; refusing them would only mean sending in the clear.
    tls: { rejectUnauthorized: false },
    connectionTimeout: waitSeconds.connection * 1000,
    greetingTimeout: waitSeconds.greeting * 1000,
    socketTimeout: waitSeconds.answer * 1000,
  })
  // What breaks is told to the callback under way; the event alone must not end the process.
  connection.on('error', () => undefined)
  return connection
}

/** Connects and greets. Answers the extensions that the next hop offers. */
function connect(connection: SMTPConnection): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(cause)
    const ended = () => reject(new Error('the next hop closed the connection'))
    connection.once('error', fail)
    connection.once('end', ended)
    connection.connect((cause) => {
      connection.off('error', fail)
      connection.off('end', ended)
      if (cause) return reject(cause)
      const lines = (connection.lastServerResponse || '').split(/\r?\n/).slice(1)
      resolve(new Set(lines.map((line) => line.slice(4).trim().split(/\s+/)[0]!.toUpperCase())))
    })
  })
}
