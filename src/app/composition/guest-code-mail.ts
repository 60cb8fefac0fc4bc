import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf } from '../../kernel/db/database.ts'
import { noticeMailText, relaySender } from '../../kernel/notices/index.ts'
import type { SendGuestCode } from '../../kernel/access/index.ts'
import { keepDemoNotice } from '../../operation/outbound-mail/index.ts'
import type { Parts } from './open-parts.ts'

type GuestCodeParts = Pick<Parts, 'settings' | 'host' | 'vault' | 'secrets'>

/**
 * Mails a guest's one-time code while they wait for it. Without a relay, or when it does not take the mail, the guest is
 * told so and no code stands. The demonstration's ends in its outside mailbox.
 */
export function guestCodeSender({ settings, host, vault, secrets }: GuestCodeParts): SendGuestCode {
  const send = settings.relay && relaySender(settings.relay)
  return async (tx, { address, code, minutes }) => {
    const mail = {
      from: `sekisho@${host}`,
      to: address,
      subject: '確認コード / Your code',
      text: `確認コード: ${code}\n${minutes}分以内に、開いている画面に入力してください。心当たりがない場合は、このメールを捨ててください。\n\nYour code: ${code}\nEnter it within ${minutes} minutes on the page you have open. If you did not ask for it, throw this mail away.\n`,
      messageId: `<${newId()}@${host}>`,
      date: await instantOf(tx),
    }
    const kept = { to: address, subjectLine: mail.subject, bytes: () => noticeMailText(mail) }
    if (await keepDemoNotice(tx, kept, { vault, host, gateTag: secrets.gateTag })) return
    if (!send) throw new Refusal('mail_unavailable')
    await send(mail).catch(() => {
      throw new Refusal('mail_unavailable')
    })
  }
}
