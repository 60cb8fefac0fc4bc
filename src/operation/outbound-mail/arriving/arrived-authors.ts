import { Refusal } from '../../../base/refusal.ts'
import { type MailHeader, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { prepared } from '../../../kernel/db/statements.ts'
import { addressOwner } from './address-owner.ts'
import type { ArrivedMail } from './arrived-mail.ts'
import { type AddressOwner, judgeAuthor } from '../rules/judge-author.ts'

export interface Signed {
  readonly authorId?: string | undefined
  readonly unitId?: string | undefined
  readonly problem?: Exclude<ReturnType<typeof judgeAuthor>['problem'], undefined> | undefined
  readonly systemSenderId?: string | undefined
}

/** Who owns which address at this moment; asked once for all mails of a transaction. */
export function knownAuthors(tx: Tx, at: Date) {
  const owners = new Map<string, Promise<AddressOwner | undefined>>()
  const systems = new Map<string, Promise<{ id: string; owner_id: string } | undefined>>()
  const once = <T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>) =>
    known.get(key) ?? known.set(key, ask()).get(key)!
  return {
    owner: (address: string) => once(owners, address, () => addressOwner(tx, address, at)),
    person: (personId: string) => once(owners, `person ${personId}`, () => addressOwner(tx, { personId }, at)),
    system: (address: string) => once(systems, address, () => systemSenderAt(tx, address)),
  }
}

async function systemSenderAt(tx: Tx, address: string): Promise<{ id: string; owner_id: string } | undefined> {
  const query = tx
    .selectFrom('system_sender')
    .where('address', '=', address)
    .where('ended_at', 'is', null)
    .select(['id', 'owner_id'])
  return (await tx.executeQuery(prepared('system_sender_at', query.compile()))).rows[0]
}

/** Who stands behind the mail: the signed-in person, a registered system sender's owner, or the owner of the addresses. */
export async function authorOf(
  known: ReturnType<typeof knownAuthors>,
  arrived: ArrivedMail,
  header: MailHeader,
): Promise<Signed | Refusal> {
  const from = header.from.length === 1 ? header.from[0]!.address : undefined
  const sender = arrived.sender === '' ? '' : normaliseAddress(arrived.sender)?.address
  const fromOwner = from === undefined ? null : await known.owner(from)
  if (arrived.authenticatedPersonId) {
    const owner = sender === '' ? fromOwner : sender && (await known.owner(sender))
    const isTheirs = (one: typeof fromOwner | '') => one && one.personId === arrived.authenticatedPersonId
    if (!isTheirs(fromOwner) || !isTheirs(owner)) return new Refusal('sender_not_yours')
    return judgeAuthor(fromOwner, fromOwner)
  }
  if (sender && sender === from) {
    const system = await known.system(sender)
    if (system) {
      const owner = await known.person(system.owner_id)
      return { ...judgeAuthor(owner, owner), systemSenderId: system.id }
    }
  }
  return judgeAuthor(sender === '' ? null : sender ? await known.owner(sender) : undefined, fromOwner)
}
