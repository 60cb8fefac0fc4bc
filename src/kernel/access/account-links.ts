import { newId } from '../../base/ids.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { hashToken, newToken } from './secrets.ts'
import type { AccountLinkKind } from './statuses.ts'

export const ACCOUNT_LINK_HOURS = 72

/**
 * Makes the one link with which a person sets their password; an earlier one of the account ends. The token stands behind
 * `#`, so it reaches no server log and no referrer.
 * @returns the path, e.g. `/activate#…`; it is shown once and cannot be read again
 */
export async function makeAccountLink(tx: Tx, accountId: string, kind: AccountLinkKind): Promise<string> {
  const token = newToken()
  const now = await instantOf(tx)
  await endAccountLinks(tx, accountId)
  await tx
    .insertInto('account_link')
    .values({
      id: newId(),
      account_id: accountId,
      kind,
      token_hash: hashToken(token),
      expires_at: new Date(now.getTime() + ACCOUNT_LINK_HOURS * 3_600_000),
    })
    .execute()
  return `/activate#${token}`
}

export async function endAccountLinks(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('account_link')
    .set({ used_at: await instantOf(tx) })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}
