import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../db/database.ts'
import type { Vault } from './open-vault.ts'

const Sealed = z.object({ printKey: z.base64() })

/**
 * The key (32 bytes) of this transaction's organisation, under which its fingerprints are made; made when it is asked for
 * the first time. It lies sealed in the database like every fact, and a rotation of the master keys wraps it anew.
 */
export async function printKey(tx: Tx, vault: Pick<Vault, 'sealFacts' | 'openFacts' | 'eraseFacts'>): Promise<Buffer> {
  const known = await tx.selectFrom('print_key').select('facts_id').executeTakeFirst()
  const factsId = known?.facts_id ?? (await makeKey(tx, vault))
  const { printKey: key } = Sealed.parse(await vault.openFacts(tx, factsId))
  return Buffer.from(key, 'base64')
}

async function makeKey(tx: Tx, vault: Pick<Vault, 'sealFacts' | 'eraseFacts'>): Promise<string> {
  const made = await vault.sealFacts(tx, { printKey: randomBytes(32).toString('base64') })
  // Waits for whoever makes it at the same moment.
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('print_key')
    .values({ facts_id: made.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return made.id
  await vault.eraseFacts(tx, made.id)
  return (await tx.selectFrom('print_key').select('facts_id').executeTakeFirstOrThrow()).facts_id
}
