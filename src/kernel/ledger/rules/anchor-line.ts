import { z } from 'zod'
import { canonicalJson, hashOf } from '../../../base/canonical-json.ts'
import { verifyConsistency } from './proofs.ts'

/** What is written outside the database: this many events, this root, this end of the chain, at this moment. */
export interface Anchor {
  readonly ledger: string
  readonly size: number
  readonly root: Buffer
  readonly chainHead: Buffer
  /** By the database's clock, ISO 8601. */
  readonly at: string
  /** `check` of the anchor before, or '' for the first one of a ledger. */
  readonly previous: string
  /** That the tree of the anchor before is the beginning of this one (RFC 6962 §2.1.2). */
  readonly proof: readonly Buffer[]
  /** sha256 of everything above in canonical form: a slip or an edit within the line shows. */
  readonly check: string
}

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Line = z.strictObject({
  kind: z.literal('anchor'),
  ledger: z.uuid(),
  size: z.int().positive(),
  root: Sha256,
  chainHead: Sha256,
  at: z.iso.datetime(),
  previous: z.union([Sha256, z.literal('')]),
  proof: z.array(Sha256),
  check: Sha256,
})

/** The line without its end of line. */
export function writeAnchorLine(anchor: Omit<Anchor, 'check'>): string {
  const content = {
    kind: 'anchor',
    ledger: anchor.ledger,
    size: anchor.size,
    root: anchor.root.toString('hex'),
    chainHead: anchor.chainHead.toString('hex'),
    at: anchor.at,
    previous: anchor.previous,
    proof: anchor.proof.map((hash) => hash.toString('hex')),
  }
  return canonicalJson({ ...content, check: hashOf(content) })
}

/** Undefined unless the text is, byte for byte, what `writeAnchorLine` makes of its content. */
export function readAnchorLine(text: string): Anchor | undefined {
  const parsed = Line.safeParse(jsonOf(text))
  if (!parsed.success) return undefined
  const { check, ...content } = parsed.data
  if (hashOf(content) !== check || canonicalJson(parsed.data) !== text) return undefined
  const hex = (hash: string) => Buffer.from(hash, 'hex')
  return {
    ...content,
    check,
    root: hex(content.root),
    chainHead: hex(content.chainHead),
    proof: content.proof.map(hex),
  }
}

/** Whether two anchors of one ledger can both be true, as far as the lines alone tell. */
export function anchorsAgree(older: Anchor, newer: Anchor): boolean {
  if (older.size === newer.size) {
    return older.root.equals(newer.root) && older.chainHead.equals(newer.chainHead)
  }
  return newer.previous !== older.check || verifyConsistency({ older, newer, path: newer.proof })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
