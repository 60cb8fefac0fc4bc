import { type Anchor, anchorsAgree, readAnchorLine } from './anchor-line.ts'
import type { LedgerFinding } from './findings.ts'

/**
 * Reads anchors that were kept outside: lines of the anchor file, of mails, in any order, of any ledgers. Empty lines
 * are passed over.
 * @returns those of one ledger, smallest first, one for each size; and what is wrong with them already
 */
export function readOutsideAnchors(lines: readonly string[], ledgerId: string | undefined) {
  const findings: LedgerFinding[] = []
  const own: Anchor[] = []
  let given = 0
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue
    given++
    const anchor = readAnchorLine(text.trim())
    if (!anchor) findings.push({ kind: 'anchor_unreadable', line: i + 1 })
    else if (anchor.ledger === ledgerId) own.push(anchor)
  }
  own.sort((a, b) => a.size - b.size)
  const byCheck = new Map(own.map((anchor) => [anchor.check, anchor]))
  const bySize = new Map<number, Anchor>()
  for (const anchor of own) {
    const before = [bySize.get(anchor.size), byCheck.get(anchor.previous)].filter((other) => other !== undefined)
    if (before.some((other) => other.size > anchor.size || !anchorsAgree(other, anchor))) {
      findings.push({ kind: 'anchors_disagree', index: anchor.size - 1 })
    }
    bySize.set(anchor.size, anchor)
  }
  if (given > 0 && own.length === 0 && findings.length === 0) findings.push({ kind: 'anchors_foreign' })
  return { anchors: [...bySize.values()], anchorCount: own.length, findings }
}
