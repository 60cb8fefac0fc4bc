import { isAscii } from 'node:buffer'

/** Why a mail is refused before it is held. */
export const WIRE_DEFECTS = [
  'bare_cr',
  'bare_lf',
  'nul_in_header',
  'header_too_large',
  'too_many_hops',
  'own_loop',
] as const
export type WireDefect = (typeof WIRE_DEFECTS)[number]

export interface WireReport {
  readonly byteCount: number
  /** The header block without its empty line; at most `headerLimitBytes`. */
  readonly header: Buffer
  /** Header and body; a next hop must then offer 8BITMIME. */
  readonly has8bit: boolean
  /** Without CRLF. RFC 5321 §4.5.3.1.6 allows 998; longer ones are let through and noted. */
  readonly longestLineBytes: number
  readonly hopCount: number
  /** In the order of their gravity: bare line ends first. Empty: fit to be held. */
  readonly defects: readonly WireDefect[]
}

export interface WireCheck {
  /** Reads the next bytes of the mail as received, dots already unstuffed. Never throws, keeps no body bytes. */
  update(chunk: Uint8Array): void
  /** Ends the reading. Call it once. */
  finish(): WireReport
}

const CR = 0x0d
const LF = 0x0a
const EMPTY = Buffer.alloc(0)

/**
 * Watches a mail pass, without holding its body: bare CR or LF anywhere (a next hop may take them for the end of the
 * mail: SMTP smuggling), NUL in the header, the number of hops, and our own mark in a Received field.
 *
 * @param gateTag our own mark (`receivedLine`); a mail that carries it has been here before
 * @source RFC 5321 §2.3.8, §4.1.1.4 (only CRLF.CRLF ends a mail), §6.3 (loops; 50 hops as Postfix's hopcount_limit)
 */
export function createWireCheck(options: { gateTag: string; maxHops?: number; headerLimitBytes?: number }): WireCheck {
  const { gateTag, maxHops = 50, headerLimitBytes = 256 * 1024 } = options
  const header: Buffer[] = []
  let headerBytes = 0
  let inHeader = true
  let byteCount = 0
  let last = -1
  let bareCr = false
  let bareLf = false
  let has8bit = false
  let headerTooLarge = false
  let lineBytes = 0
  let longestLineBytes = 0

  const keepHeader = (chunk: Buffer, bodyAt: number) => {
    const part = bodyAt < 0 ? chunk : chunk.subarray(0, bodyAt)
    headerBytes += part.length
    if (headerBytes > headerLimitBytes) headerTooLarge = true
    else header.push(Buffer.from(part))
    if (bodyAt >= 0 || headerTooLarge) inHeader = false
  }

  const lookAtLines = (chunk: Buffer) => {
    let start = 0
    let headerEndsAt = -1
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      const before = at > 0 ? chunk[at - 1] : last
      if (before !== CR) bareLf = true
      const length = lineBytes + at - start
      const content = length - (before === CR ? 1 : 0)
      if (content > longestLineBytes) longestLineBytes = content
      if (inHeader && headerEndsAt < 0 && content === 0) headerEndsAt = at + 1
      lineBytes = 0
      start = at + 1
    }
    lineBytes += chunk.length - start
    return headerEndsAt
  }

  const lookAtReturns = (chunk: Buffer) => {
    if (last === CR && chunk[0] !== LF) bareCr = true
    for (let at = chunk.indexOf(CR); at >= 0 && at < chunk.length - 1; at = chunk.indexOf(CR, at + 1)) {
      if (chunk[at + 1] !== LF) bareCr = true
    }
  }

  return {
    update(bytes) {
      if (bytes.length === 0) return
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      byteCount += chunk.length
      if (!bareCr) lookAtReturns(chunk)
      const headerEndsAt = lookAtLines(chunk)
      if (!has8bit) has8bit = !isAscii(chunk)
      if (inHeader) keepHeader(chunk, headerEndsAt)
      last = chunk[chunk.length - 1]!
    },
    finish() {
      if (last === CR) bareCr = true
      if (lineBytes > longestLineBytes) longestLineBytes = lineBytes
      const block = headerTooLarge ? EMPTY : Buffer.concat(header)
      const hops = receivedFields(block)
      const defects: WireDefect[] = []
      if (bareCr) defects.push('bare_cr')
      if (bareLf) defects.push('bare_lf')
      if (headerTooLarge) defects.push('header_too_large')
      if (block.includes(0)) defects.push('nul_in_header')
      if (hops.length >= maxHops) defects.push('too_many_hops')
      if (hops.some((hop) => hop.includes(gateTag))) defects.push('own_loop')
      return { byteCount, header: block, has8bit, longestLineBytes, hopCount: hops.length, defects }
    },
  }
}

/** The Received fields, continuation lines included, as latin1 text. */
function receivedFields(block: Buffer): string[] {
  return block.toString('latin1').match(/^received[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/gim) ?? []
}
