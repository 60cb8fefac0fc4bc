import { instantOf, organisationOf, type Tx } from '../db/database.ts'
import { peopleWithRole } from '../people/index.ts'
import { defineNotice } from './define-notice.ts'
import { notifyEach } from './notify.ts'
import { type UnsentNoticeMails, unsentNoticeMails } from './unsent-mails.ts'

const mailsAreStuck = defineNotice({
  kind: 'notice_mail.is_stuck',
  title: { ja: '通知メールを送信できていません', en: 'Notice mails cannot be sent' },
  body: {
    ja: '通知メール{count}件が送信待ちです。中継サーバー(SEKISHO_RELAY)が設定されていないか、応答していません。サーバーの設定と中継サーバーを確かめてください。届くようになるまでは、急ぎの用件を口頭などで知らせてください。',
    en: '{count} notice mails are waiting. No relay (SEKISHO_RELAY) is set, or it does not answer. Please check the server’s settings and the relay; until mails leave, tell people of urgent matters in another way.',
  },
})

/** Minutes that a mail may be late before somebody is told; a relay that restarts is no alarm. */
const PATIENCE_MINUTES = 10
const DAY_MS = 86_400_000

/**
 * The alarm of mails that do not leave: in the inbox of the administrators, since it cannot come by mail. Once a day.
 * @returns what is stuck; undefined where nothing is
 */
export async function alarmUnsent(tx: Tx): Promise<UnsentNoticeMails | undefined> {
  const now = await instantOf(tx)
  const unsent = await unsentNoticeMails(tx)
  if (!unsent.oldestDueAt || now.getTime() - unsent.oldestDueAt.getTime() < PATIENCE_MINUTES * 60_000) return undefined
  const told = await tx
    .selectFrom('notice')
    .select('person_id')
    .where('kind', '=', mailsAreStuck.kind)
    .where('created_at', '>', new Date(now.getTime() - DAY_MS))
    .execute()
  const subject = { kind: 'organisation', id: await organisationOf(tx) }
  const holders = await peopleWithRole(tx, 'administrator', now)
  const ours = holders.filter((holder) => holder.partyId === null)
  const untold = ours.map((holder) => holder.personId).filter((id) => !told.some((one) => one.person_id === id))
  const facts = { count: unsent.count }
  await notifyEach(tx, untold, { kind: mailsAreStuck, subject, link: '/today', facts, byMail: false })
  return unsent
}
