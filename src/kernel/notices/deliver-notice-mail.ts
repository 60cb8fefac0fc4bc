import { sql } from 'kysely'
import { type IsoDate, jstDay } from '../../base/clock.ts'
import type { Language } from '../../base/words.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../db/database.ts'
import { recordEvent } from '../ledger/index.ts'
import { noticeKind } from './define-notice.ts'
import { noticeEvents } from './events.ts'
import { MailRefused, type SendMail } from './relay-sender.ts'
import {
  composeNoticeMail,
  type NoticeMail,
  type NoticeMailContent,
  type NoticeMailSettings,
} from './rules/compose-notice-mail.ts'

/** Which mail of which organisation. */
export interface NoticeMailRef {
  readonly orgId: string
  readonly mailId: string
}

/** What stands between us and the next host. */
export interface NoticeMailer extends NoticeMailSettings {
  /** undefined: no relay is set; mails stay queued, and `unsentNoticeMails` says so. */
  readonly relay: SendMail | undefined
  /** The demonstration's own mailbox. Its mails go there whatever the relay, and nowhere else. */
  readonly demoMailbox: ((mail: NoticeMail, of: NoticeMailRef) => Promise<void>) | undefined
}

/** An attempt that has not come back after this long is taken for broken off. */
const LEASE_MINUTES = 5

/** Where a notice's mail is. The CHECK of `notice_mail.state` says the same. */
export const NOTICE_MAIL_STATES = ['queued', 'sending', 'sent', 'undeliverable'] as const

export const DELIVERY_RESULTS = ['sent', 'already_done', 'not_yet', 'under_way', 'no_relay', 'undeliverable'] as const
export type DeliveryResult = (typeof DELIVERY_RESULTS)[number]

interface Claimed {
  readonly content: NoticeMailContent
  readonly send: SendMail
}

/**
 * One attempt at one mail, in three steps: claim and commit, send, note the result. A second call while the first is
 * under way, or after it, sends nothing. Only an attempt that broke off between the relay's answer and our note is
 * repeated, with the same Message-ID.
 * @throws whatever the relay's connection threw; the mail is then free for the next attempt
 */
export async function deliverNoticeMail(
  database: Database,
  orgId: string,
  mailId: string,
  mailer: NoticeMailer,
): Promise<DeliveryResult> {
  const claimed = await inOrganisation(database, orgId, (tx) => claim(tx, mailId, mailer))
  if (typeof claimed === 'string') return claimed
  const mail: NoticeMail = composeNoticeMail(claimed.content, mailer)
  try {
    await claimed.send(mail)
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      await inOrganisation(database, orgId, (tx) => giveBack(tx, mailId))
      throw error
    }
    return inOrganisation(database, orgId, (tx) => giveUp(tx, mailId, 'refused'))
  }
  await inOrganisation(database, orgId, (tx) => noteSent(tx, mailId, claimed.content.notices.length))
  return 'sent'
}

async function claim(tx: Tx, mailId: string, mailer: NoticeMailer): Promise<Claimed | DeliveryResult> {
  const now = await instantOf(tx)
  const mail = await tx.selectFrom('notice_mail').selectAll().where('id', '=', mailId).forUpdate().executeTakeFirst()
  if (!mail || mail.state === 'sent' || mail.state === 'undeliverable') return 'already_done'
  if (mail.start_after > now) return 'not_yet'
  const leaseEnd = mail.claimed_at && new Date(mail.claimed_at.getTime() + LEASE_MINUTES * 60_000)
  if (mail.state === 'sending' && leaseEnd && leaseEnd > now) return 'under_way'
  const orgId = await organisationOf(tx)
  const { is_demo } = await tx
    .selectFrom('organisation')
    .select('is_demo')
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  const { demoMailbox } = mailer
  const keep: SendMail | undefined = demoMailbox && ((one) => demoMailbox(one, { orgId, mailId }))
  const send = is_demo ? keep : mailer.relay
  if (!send) return 'no_relay'
  const to = await addressOf(tx, mail.person_id, jstDay(now))
  if (!to) return giveUp(tx, mailId, 'no_address')
  await tx
    .updateTable('notice_mail')
    .set((eb) => ({ state: 'sending', claimed_at: now, attempt_count: eb('attempt_count', '+', 1) }))
    .where('id', '=', mailId)
    .execute()
  const notices = await tx
    .selectFrom('notice')
    .select(['id', 'link'])
    .where('mail_id', '=', mailId)
    .orderBy('id')
    .execute()
  const { title } = noticeKind(mail.kind)
  return { send, content: { mailId, to, language: await languageOf(tx, mail.person_id), at: now, title, notices } }
}

/** Free for the next attempt at once. It stays `sending`: what comes up now is another mail. */
async function giveBack(tx: Tx, mailId: string): Promise<void> {
  await tx.updateTable('notice_mail').set({ claimed_at: null }).where('id', '=', mailId).execute()
}

async function noteSent(tx: Tx, mailId: string, noticeCount: number): Promise<void> {
  const mail = await tx
    .updateTable('notice_mail')
    .set({ state: 'sent', sent_at: await instantOf(tx) })
    .where('id', '=', mailId)
    .where('state', '=', 'sending')
    .returning(['kind', 'person_id', 'attempt_count'])
    .executeTakeFirst()
  if (!mail) return
  const orgId = await organisationOf(tx)
  await recordEvent(tx, noticeEvents.sent, {
    actor: { kind: 'system', orgId, part: 'notices.deliver' },
    subject: { kind: 'notice_mail', id: mailId },
    facts: { kind: mail.kind, personId: mail.person_id, noticeCount, attemptCount: mail.attempt_count },
  })
}

async function giveUp(tx: Tx, mailId: string, reason: 'no_address' | 'refused'): Promise<'undeliverable'> {
  const mail = await tx
    .updateTable('notice_mail')
    .set({ state: 'undeliverable' })
    .where('id', '=', mailId)
    .returning(['kind', 'person_id'])
    .executeTakeFirstOrThrow()
  await recordEvent(tx, noticeEvents.undeliverable, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'notices.deliver' },
    subject: { kind: 'notice_mail', id: mailId },
    facts: { kind: mail.kind, personId: mail.person_id, reason },
  })
  return 'undeliverable'
}

/** Of whichever of the person's records; whoever has left is not written to. */
async function addressOf(tx: Tx, personId: string, on: IsoDate): Promise<string | undefined> {
  const row = await tx
    .selectFrom('person_address as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select('a.address')
    .where('p.id', 'in', sql<string>`(select records_of_person(${personId}))`)
    .where((eb) => eb.or([eb('p.active_until_on', 'is', null), eb('p.active_until_on', '>=', on)]))
    .where('p.pseudonymised_at', 'is', null)
    .orderBy((eb) => eb('p.id', '=', personId), 'desc')
    .orderBy('a.is_primary', 'desc')
    .orderBy('a.address')
    .limit(1)
    .executeTakeFirst()
  return row?.address
}

/** In which language a person is written to. */
export async function languageOf(tx: Tx, personId: string): Promise<Language> {
  const row = await tx
    .selectFrom('notice_preference')
    .select('language')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.language === 'en' ? 'en' : 'ja'
}
