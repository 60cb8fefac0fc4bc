import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { organisationOf, type Tx } from '../db/database.ts'
import { goAlong } from '../db/statements.ts'
import { VaultDamage } from './damage.ts'
import type { Keyring } from './keyring.ts'
import { boundTo, insertKeys } from './store.ts'

const SALT_BYTES = 32
// A data key encrypts one text only, so its nonce may be the same for all.
const NONCE = Buffer.alloc(12)

/**
 * A commitment to the facts that says nothing about them: HMAC-SHA-256 of the canonical JSON under a random salt, which
 * is sealed with the facts. With the facts erased the salt is gone too, and no guess of the facts can be tried.
 */
function commitmentTo(salt: Buffer, text: string): string {
  return createHmac('sha256', salt).update(text).digest('hex')
}

/** A text that was sealed, and what may be said of it in rows that are never erased. */
export interface SealedFacts {
  readonly id: string
  readonly commitment: string
}

/** Encrypts small personal facts into the database, each under a key of its own. The commitments go into the events. */
export async function sealManyFacts(tx: Tx, keyring: Keyring, facts: readonly Json[]): Promise<SealedFacts[]> {
  if (facts.length === 0) return []
  const sealed = facts.map(sealOne)
  await goAlong(tx, {
    name: 'insert_sealed_facts',
    text: `insert into sealed_facts (id, ciphertext, commitment) select id, decode(ciphertext, 'hex'), commitment
      from jsonb_to_recordset($1::jsonb) as r(id uuid, ciphertext text, commitment text)`,
    values: [JSON.stringify(sealed.map(({ row }) => row))],
  })
  const keys = sealed.map(({ row, dataKey }) => ({ factsId: row.id, dataKey }))
  await insertKeys(tx, keyring, await organisationOf(tx), keys)
  return sealed.map(({ row: { id, commitment } }) => ({ id, commitment }))
}

function sealOne(facts: Json) {
  const id = newId()
  const dataKey = randomBytes(32)
  const salt = randomBytes(SALT_BYTES)
  const text = canonicalJson(facts)
  const cipher = createCipheriv('aes-256-gcm', dataKey, NONCE).setAAD(Buffer.from(id))
  const encrypted = [cipher.update(salt), cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  const ciphertext = Buffer.concat(encrypted).toString('hex')
  return { dataKey, row: { id, ciphertext, commitment: commitmentTo(salt, text) } }
}

/**
 * Opens several sealed facts at once; those that were erased are left out.
 * @throws Refusal `not_found` when one of them never was; VaultDamage when one is not what was sealed
 */
export async function openManyFacts(tx: Tx, keyring: Keyring, ids: readonly string[]): Promise<Map<string, Json>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('sealed_facts as s')
    .leftJoin('file_key as k', (join) => join.onRef('k.org_id', '=', 's.org_id').onRef('k.facts_id', '=', 's.id'))
    .where('s.id', 'in', [...new Set(ids)])
    .select(['s.org_id', 's.id', 's.ciphertext', 's.commitment', 'k.master_key_id', 'k.wrapped'])
    .execute()
  if (rows.length !== new Set(ids).size) throw new Refusal('not_found')
  const opened = new Map<string, Json>()
  for (const { org_id, id, ciphertext, commitment, master_key_id, wrapped } of rows) {
    if (!master_key_id || !wrapped) continue
    const dataKey = await keyring.unwrap({ masterKeyId: master_key_id, wrapped }, boundTo(org_id, id))
    opened.set(id, openOne(id, dataKey, ciphertext, commitment))
  }
  return opened
}

function openOne(id: string, dataKey: Buffer, ciphertext: Buffer, commitment: string): Json {
  if (ciphertext.length < SALT_BYTES + 16) throw new VaultDamage(id, 'the sealed facts are cut off')
  const end = ciphertext.length - 16
  const decipher = createDecipheriv('aes-256-gcm', dataKey, NONCE, { authTagLength: 16 })
    .setAAD(Buffer.from(id))
    .setAuthTag(ciphertext.subarray(end))
  const plain = decipher.update(ciphertext.subarray(0, end))
  try {
    decipher.final()
  } catch {
    throw new VaultDamage(id, 'the sealed facts do not verify')
  }
  const text = plain.subarray(SALT_BYTES).toString('utf8')
  if (commitmentTo(plain.subarray(0, SALT_BYTES), text) !== commitment) {
    throw new VaultDamage(id, 'the sealed facts are not those of the commitment')
  }
  return JSON.parse(text) as Json
}

/** Erases sealed facts by deleting their key. Commitment and date stay. Idempotent. */
export async function eraseFacts(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('file_key').where('facts_id', '=', id).execute()
}
