import { createAccountWithPassword, issueSubmissionCredential } from '../../../kernel/access/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { MailHouse } from '../mail-house.fixture.ts'

interface Place {
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  asOwner<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
}

/** A credential for submission as a person makes one, from a session of their own. */
export async function credentialOf(db: Place, house: MailHouse, who: keyof MailHouse['people']) {
  const { accountId } = await db.inOrganisation(house.orgId, (tx) =>
    createAccountWithPassword(tx, house.actor('office'), {
      personId: house.people[who],
      email: `${who}@sign-in.example`,
      password: 'correct horse battery staple',
      mustChangePassword: false,
    }),
  )
  const [session] = await db.asOwner<{ id: string }>(
    `insert into sign_in."session" ("expiresAt", "token", "updatedAt", "userId", org_id, account_id)
     select now() + '1 hour', 'token of ' || id, now(), user_id, org_id, id from account where id = $1 returning "id"`,
    [accountId],
  )
  return db.inOrganisation(house.orgId, (tx) =>
    issueSubmissionCredential(tx, { ...house.actor(who), via: session!.id }, { label: 'メールソフト' }),
  )
}
