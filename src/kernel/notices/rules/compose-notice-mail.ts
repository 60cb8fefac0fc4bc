import type { Language, Word } from '../../../base/words.ts'

/** One mail, ready for a transport. The envelope's sender is empty (RFC 3834 §3.3): nothing is ever answered to it. */
export interface NoticeMail {
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
  /** With angle brackets. The same in every attempt of one mail. */
  readonly messageId: string
  readonly date: Date
}

export interface NoticeMailContent {
  readonly mailId: string
  readonly to: string
  readonly language: Language
  /** When the attempt began. */
  readonly at: Date
  /** What waits, from the kind: fixed words without facts. */
  readonly title: Word
  readonly notices: readonly { readonly id: string; readonly link: string }[]
}

export interface NoticeMailSettings {
  /** e.g. `https://sekisho.example`; links start with it. */
  readonly publicUrl: string
  /** The address in `From`; default `no-reply@` and the host of `publicUrl`. */
  readonly from?: string
}

const texts = {
  ja: {
    product: '関所',
    count: (n: number) => `件数: ${n}件`,
    open: '次の画面を開いて、内容を確かめてください。',
    number: '通知番号',
    foot: 'このメールは自動で送信しています。返信しても届きません。内容はメールに書かず、サインインした画面にだけ表示します。',
  },
  en: {
    product: 'Sekisho',
    count: (n: number) => `Number of items: ${n}`,
    open: 'Please open this page to see what it is about:',
    number: 'Notice',
    foot: 'This mail was sent automatically; replies are not read. What it is about is shown only after you sign in.',
  },
} as const

/**
 * The text of a notice mail: what waits, a link, a number. Nothing else of the notice goes in, so nothing personal can.
 * Several notices are one mail with a link to the inbox.
 */
export function composeNoticeMail(content: NoticeMailContent, settings: NoticeMailSettings): NoticeMail {
  const words = texts[content.language]
  const title = content.title[content.language]
  const only = content.notices.length === 1 ? content.notices[0] : undefined
  const base = settings.publicUrl.replace(/\/+$/, '')
  const host = new URL(settings.publicUrl).hostname
  const text = [
    title,
    ...(only ? [] : [words.count(content.notices.length)]),
    '',
    words.open,
    `${base}${only?.link ?? '/notices'}`,
    '',
    `${words.number}: ${only?.id ?? content.mailId}`,
    '',
    words.foot,
    '',
  ].join('\n')
  return {
    to: content.to,
    from: settings.from ?? `no-reply@${host}`,
    subject: `[${words.product}] ${title}`,
    text,
    messageId: `<${content.mailId}@${host}>`,
    date: content.at,
  }
}
