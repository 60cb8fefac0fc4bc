import { createTransport } from 'nodemailer'
import type { CaseAVariant } from './contract.ts'
import { PEOPLE, RIGHT_RECIPIENTS, WRONG_RECIPIENTS } from './deck.ts'
import { zippedStaffList } from './staff-list.ts'

/** 委託先の従事者一覧に記載がない者が、県職員情報を別の市と取引先へ送った; and the same by the right person to the right place. */
export const LETTERS = {
  accident: { from: 'f-unlisted', to: WRONG_RECIPIENTS, subject: '【送付】保守作業の資料について' },
  right: { from: 'f-listed', to: RIGHT_RECIPIENTS, subject: '【送付】教職員用パソコン更改 利用者情報の確認' },
} as const

const TEXT = `お世話になっております。F社の作業担当です。
作業に必要な資料をお送りします。ご確認をお願いいたします。
`

/** Sends the mail of case A into our own gate, over real SMTP, as its sender's mail client would. */
export async function sendCaseA(
  variant: CaseAVariant,
  smtp: { host: string; port: number; user: string; pass: string },
): Promise<{ messageId: string }> {
  const { from, to, subject } = LETTERS[variant]
  const sender = PEOPLE.find(({ key }) => key === from)!
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    auth: { user: smtp.user, pass: smtp.pass },
    ignoreTLS: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { messageId } = await transport.sendMail({
      from: { name: sender.name, address: sender.address },
      to: [...to],
      subject,
      text: TEXT,
      attachments: [{ filename: '資料.zip', content: await zippedStaffList(), contentType: 'application/zip' }],
    })
    return { messageId }
  } finally {
    transport.close()
  }
}
