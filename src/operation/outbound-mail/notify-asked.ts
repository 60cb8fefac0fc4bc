import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { askedNow, type GateState } from '../../kernel/gates/index.ts'
import { notify, type NoticeKind } from '../../kernel/notices/index.ts'
import { peopleWithRole } from '../../kernel/people/index.ts'
import { mailSubject } from './events.ts'
import { gateOf } from './gate.ts'
import type { MailRow } from './store.ts'
import { mailNotices } from './notices.ts'

/** Tells those whom the gate asks now. The author hears of a stop too; findings and names stay behind the link. */
export async function notifyAsked(tx: Tx, mail: MailRow, state: GateState): Promise<void> {
  const stopped = state.checks.some((check) => check.state === 'stopped')
  if (stopped) return tell(tx, mail.id, [state.authorId], mailNotices.stopped)
  for (const { asked } of await askedNow(tx, gateOf(mail), mail.id)) {
    for (const isAuthor of [true, false]) {
      const people = asked.filter(({ role }) => (role === 'author') === isAuthor).map(({ personId }) => personId)
      await tell(tx, mail.id, people, isAuthor ? mailNotices.waitsForSelfCheck : mailNotices.waitsForApproval)
    }
  }
}

/** For what nobody else can see to: a mail without a known author, or one that could not be returned. */
export async function notifyPrivacyOffice(
  tx: Tx,
  mailId: string,
  kind: NoticeKind = mailNotices.authorUnknown,
): Promise<void> {
  const office = await peopleWithRole(tx, 'privacy_office', await instantOf(tx))
  await tell(
    tx,
    mailId,
    office.filter(({ partyId }) => partyId === null).map(({ personId }) => personId),
    kind,
  )
}

/** Tells persons something about a mail; each hears it once. */
export async function tell(tx: Tx, mailId: string, personIds: readonly string[], kind: NoticeKind): Promise<void> {
  for (const personId of new Set(personIds)) {
    await notify(tx, { personId, kind, subject: mailSubject(mailId), link: `/outbound-mail/${mailId}`, facts: {} })
  }
}
