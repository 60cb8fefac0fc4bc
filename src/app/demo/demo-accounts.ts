import type { SystemActor } from '../../base/actor.ts'
import type { Word } from '../../base/words.ts'
import { createAccountWithPassword, newPassword } from '../../kernel/access/index.ts'
import { type Database, inOrganisation } from '../../kernel/db/database.ts'
import { roleWords } from '../../kernel/people/index.ts'
import { PEOPLE } from './deck.ts'
import type { LoadedDemo } from './load-demo.ts'

export interface DemoAccount {
  readonly name: string
  readonly email: string
  /** What the person is, in both languages. */
  readonly what: string
}

/**
 * Gives the people of the demonstration their accounts, with one generated password for all of them: whoever tries the
 * product goes from one role to the next. It is answered once and stored nowhere in clear.
 */
export async function createDemoAccounts(
  database: Database,
  demo: LoadedDemo,
): Promise<{ password: string; accounts: readonly DemoAccount[] }> {
  const password = newPassword()
  const actor: SystemActor = { orgId: demo.orgId, kind: 'system', part: 'demo.accounts' }
  const signingIn = PEOPLE.filter((person) => person.hasAccount)
  await inOrganisation(database, demo.orgId, async (tx) => {
    await tx.updateTable('organisation').set({ requires_totp: false }).execute()
    for (const { key, address } of signingIn) {
      await createAccountWithPassword(tx, actor, {
        personId: demo.personIds[key]!,
        email: address,
        password,
        mustChangePassword: false,
      })
    }
  })
  const both = ({ ja, en }: Word) => `${ja} / ${en}`
  return {
    password,
    accounts: signingIn.map(({ name, address, at }) => ({ name, email: address, what: both(roleWords[at[0]![1]]) })),
  }
}
