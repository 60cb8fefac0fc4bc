import { hash } from 'node:crypto'

/*
 * The tree of RFC 6962 §2.1: leaves and nodes are hashed apart by their first byte, so that no node can pass for a leaf.
 * The third byte is ours and begins the links of the chain; the fourth begins the chain of one ledger.
 */
const [LEAF, NODE, LINK, START] = [0, 1, 2, 3].map((byte) => Buffer.from([byte])) as [Buffer, Buffer, Buffer, Buffer]
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')

export const EMPTY_ROOT = sha256()

/** @param text the canonical JSON of an event, UTF-8 */
export const leafHash = (text: Uint8Array): Buffer => sha256(LEAF, text)
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right)
/** The chain: what stands at an index vouches for everything before it. */
export const chainHash = (before: Uint8Array, leaf: Uint8Array): Buffer => sha256(LINK, before, leaf)
/** What the first event of a ledger is chained to; no two ledgers begin alike. */
export const chainStart = (ledgerId: string): Buffer => sha256(START, Buffer.from(ledgerId))

/** Trees of 2^height leaves, from left to right and from high to low: all that is needed to append, and for the root. */
export interface Frontier {
  size: number
  readonly subtrees: { readonly height: number; readonly hash: Buffer }[]
}

export const emptyFrontier = (): Frontier => ({ size: 0, subtrees: [] })

/** Told of each complete subtree: its height, and how many of the same height stand to its left. */
export type OnSubtree = (height: number, position: number, hash: Buffer) => void

/**
 * Appends one leaf, or a complete subtree of 2^height leaves.
 * @throws RangeError when a subtree of this height cannot stand at this place
 */
export function append(frontier: Frontier, added: Buffer, height = 0, onSubtree?: OnSubtree): void {
  const { subtrees } = frontier
  if (subtrees.length > 0 && subtrees.at(-1)!.height < height) throw new RangeError('a subtree out of its place')
  subtrees.push({ height, hash: added })
  frontier.size += 2 ** height
  for (let [left, right] = subtrees.slice(-2); right && left!.height === right.height;) {
    const merged = { height: right.height + 1, hash: nodeHash(left!.hash, right.hash) }
    subtrees.splice(-2, 2, merged)
    onSubtree?.(merged.height, frontier.size / 2 ** merged.height - 1, merged.hash)
    ;[left, right] = subtrees.slice(-2)
  }
}

/** The Merkle tree hash of everything appended so far (RFC 6962 §2.1). */
export function rootOf(frontier: Frontier): Buffer {
  if (frontier.subtrees.length === 0) return EMPTY_ROOT
  return frontier.subtrees.map((subtree) => subtree.hash).reduceRight((right, left) => nodeHash(left, right))
}
