import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { instantOf, organisationOf, type Tx } from '../../db/database.ts'
import { type Anchor, readAnchorLine, writeAnchorLine } from '../rules/anchor-line.ts'
import { EMPTY_ROOT } from '../rules/merkle.ts'
import { consistencyRanges, verifyConsistency } from '../rules/proofs.ts'
import { hashesOf, LedgerDamaged, ledgerHead, newestAnchor } from '../store.ts'

export interface AnchorTarget {
  /** A folder outside the database, best on another disk or host; made when it is missing. */
  readonly folder: string
}

export interface WrittenAnchor {
  readonly anchor: Anchor
  /** One line, to be mailed to the audit officer as it is; `verifyExport` reads it back out of the mail. */
  readonly line: string
  readonly file: string
}

export const anchorFileName = (ledgerId: string) => `anchors-${ledgerId}.ndjson`

/**
 * Writes down outside the database how long the ledger is and what it hashes to: first into the file (on disk before
 * this answers), then beside the events. The caller mails the line. Undefined when nothing was linked since the last
 * anchor. Called twice, or killed in between, it leaves at worst two lines that agree.
 * @throws LedgerDamaged, and writes nothing, when the ledger no longer begins with what was anchored last
 */
export async function anchorLedger(tx: Tx, target: AnchorTarget): Promise<WrittenAnchor | undefined> {
  const ledger = await organisationOf(tx)
  const { size, root, chainHead } = await ledgerHead(tx, ledger)
  const before = await newestAnchor(tx)
  const older = before ?? { size: 0, root: EMPTY_ROOT }
  const proof = size < older.size ? [] : await hashesOf(tx, consistencyRanges(older.size, size))
  if (!verifyConsistency({ older, newer: { size, root }, path: proof })) {
    throw new LedgerDamaged(`not what was anchored at ${older.size} events`)
  }
  if (size === older.size) return undefined
  const previous = before ? (readAnchorLine(before.line)?.check ?? '') : ''
  const at = (await instantOf(tx)).toISOString()
  const line = writeAnchorLine({ ledger, size, root, chainHead, at, previous, proof })

  const file = join(target.folder, anchorFileName(ledger))
  await appendDurably(target.folder, file, `${line}\n`)
  await tx
    .insertInto('ledger_anchor')
    .values({ size, root, chain_head: chainHead, line })
    .onConflict((conflict) => conflict.columns(['org_id', 'size']).doNothing())
    .execute()
  return { anchor: readAnchorLine(line)!, line, file }
}

/** Appends and returns when file and folder are on disk. A line that a crash tore stays, and is ended. */
async function appendDurably(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    const isTorn = bytesRead === 1 && buffer[0] !== 0x0a
    await handle.appendFile(isTorn ? `\n${text}` : text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
