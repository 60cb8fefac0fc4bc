/*
 * An export is text, one JSON value a line: a header, the events in ledger order with the anchors between them, an end.
 * Each kind has exactly one form, so that no byte can be changed without leaving it; the event stands there as the very
 * bytes that were hashed.
 */

export const exportHeader = (ledgerId: string) => `{"kind":"ledger","format":1,"ledger":"${ledgerId}"}`

export interface LinkedEvent {
  readonly index: number
  readonly leaf: Buffer
  readonly chain: Buffer
  /** Its canonical text; `null` when the link is there and its event is not. */
  readonly event: string | null
}

export function exportEvent({ index, leaf, chain, event }: LinkedEvent): string {
  return `{"kind":"event","index":${index},"leaf":"${leaf.toString('hex')}","chain":"${chain.toString('hex')}","event":${event}}`
}

/** @param line an anchor's, as it was written outside */
export const exportAnchor = (line: string) => `{"anchor":${line}}`

export interface LedgerEnd {
  readonly size: number
  readonly root: Buffer
  readonly chainHead: Buffer
}

export function exportEnd({ size, root, chainHead }: LedgerEnd): string {
  return `{"kind":"end","size":${size},"root":"${root.toString('hex')}","chainHead":"${chainHead.toString('hex')}"}`
}

const HEADER = /^\{"kind":"ledger","format":1,"ledger":"([0-9a-f-]{36})"\}$/
const EVENT =
  /^\{"kind":"event","index":(0|[1-9][0-9]{0,14}),"leaf":"([0-9a-f]{64})","chain":"([0-9a-f]{64})","event":(?=[{n])/
const END = /^\{"kind":"end","size":(0|[1-9][0-9]{0,14}),"root":"([0-9a-f]{64})","chainHead":"([0-9a-f]{64})"\}$/
/** The longest beginning of an event's line: everything before the event itself. */
const EVENT_HEAD_BYTES = 220
const NULL = Buffer.from('null')

export const readHeader = (line: Buffer): string | undefined => HEADER.exec(line.toString('latin1'))?.[1]

export interface ReadEvent {
  readonly index: number
  readonly leaf: Buffer
  readonly chain: Buffer
  readonly event: Buffer | null
}

/** The event's bytes are a view of the line, not a copy. */
export function readEvent(line: Buffer): ReadEvent | undefined {
  const found = EVENT.exec(line.toString('latin1', 0, EVENT_HEAD_BYTES))
  if (!found || line.at(-1) !== 0x7d) return undefined
  const event = line.subarray(found[0].length, -1)
  return {
    index: Number(found[1]),
    leaf: Buffer.from(found[2]!, 'hex'),
    chain: Buffer.from(found[3]!, 'hex'),
    event: event.equals(NULL) ? null : event,
  }
}

const ANCHOR = Buffer.from('{"anchor":')

export function readAnchor(line: Buffer): string | undefined {
  if (!line.subarray(0, ANCHOR.length).equals(ANCHOR) || line.at(-1) !== 0x7d) return undefined
  return line.subarray(ANCHOR.length, -1).toString()
}

export function readEnd(line: Buffer): LedgerEnd | undefined {
  const found = END.exec(line.toString('latin1'))
  if (!found) return undefined
  return { size: Number(found[1]), root: Buffer.from(found[2]!, 'hex'), chainHead: Buffer.from(found[3]!, 'hex') }
}
