import type { Readable } from 'node:stream'

/**
 * So many seconds an attempt has at most to say the whole mail, and then for the answer to its end (RFC 5321 §4.5.3.2.6: too
 * short a wait there sends it twice). Nobody takes its recipients over before both are past.
 */
export const ATTEMPT_SECONDS = { mail: 15 * 60, end: 10 * 60 } as const

/** One attempt to hand a mail over, for some of its recipients. */
export interface Delivery {
  readonly orgId: string
  readonly mailId: string
  /** Empty: the null reverse path. */
  readonly sender: string
  readonly recipients: readonly DeliveryRecipient[]
  /** The whole text as it goes out: our one `Received` line and below it the bytes as they came. */
  readonly open: () => Promise<Readable>
  readonly byteCount: number
  readonly has8bit: boolean
  readonly needsSmtpUtf8: boolean
  readonly dsnRet?: 'FULL' | 'HDRS' | undefined
  /** Decoded from xtext (RFC 3461 §4), as is `dsnOrcpt`. */
  readonly dsnEnvid?: string | undefined
  readonly subjectLine: string
}

export interface DeliveryRecipient {
  readonly id: string
  readonly address: string
  readonly dsnNotify: readonly string[]
  readonly dsnOrcpt?: string | undefined
}

/** The answer for one recipient; `reply` undefined: the next hop was not reached, or the connection broke. */
export interface DeliveryResult {
  readonly recipientId: string
  readonly reply: string | undefined
  /** The next hop knows no DSN (RFC 3461): of a delivery behind it nobody will report. */
  readonly isDsnLost?: boolean
}

/**
 * Hands mail over to whoever carries it on. Answers for every recipient and never throws for what the other side does;
 * a mail that was not taken over whole is not taken over.
 */
export type Deliverer = (delivery: Delivery) => Promise<readonly DeliveryResult[]>
