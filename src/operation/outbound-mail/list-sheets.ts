import type { z } from 'zod'
import type { Word } from '../../base/words.ts'
import { gateWords } from '../../kernel/gates/index.ts'
import { instantCell, type ListSheet, sheetExportEventWords } from '../../kernel/sheets/index.ts'
import type { MailLine, OutsideMessageLine, TimelineLine } from './views.ts'
import {
  custodyWords,
  glassMarkWords,
  mailCheckWords,
  mailClassWords,
  mailEventWords,
  mailTroubleWords,
} from './words.ts'

type Line = z.input<typeof MailLine>

const noSubject: Word = { ja: '(件名なし)', en: '(no subject)' }
const bySystem: Word = { ja: 'システム', en: 'System' }
const unknownAuthor: Word = { ja: '確認できません', en: 'Not known' }

const mails = (list: string, title: Word): ListSheet<Line> => ({
  list,
  title,
  columns: (say) => [
    { header: say({ ja: '受付', en: 'Received' }), value: (line) => instantCell(line.receivedAt) },
    { header: say({ ja: '件名', en: 'Subject' }), value: (line) => line.subjectLine || say(noSubject) },
    { header: say({ ja: '起案者', en: 'Author' }), value: (line) => line.authorName ?? say(unknownAuthor) },
    { header: say({ ja: '種類', en: 'Kind' }), value: (line) => say(mailClassWords[line.mailClass]) },
    { header: say({ ja: '案件', en: 'Engagement' }), value: (line) => line.engagementName },
    { header: say({ ja: '社外の宛先数', en: 'Outside recipients' }), value: (line) => line.outsideCount },
    { header: say({ ja: '宛先のドメイン', en: 'Domains' }), value: (line) => line.outsideDomains.join('、') },
    { header: say({ ja: '添付数', en: 'Attachments' }), value: (line) => line.attachmentCount },
    { header: say({ ja: '指摘数', en: 'Findings' }), value: (line) => line.findingCount },
    { header: say({ ja: '預かり状態', en: 'Custody' }), value: (line) => say(custodyWords[line.custody]) },
    {
      header: say({ ja: '関門', en: 'Gate' }),
      value: (line) =>
        line.trouble
          ? say(mailTroubleWords[line.trouble])
          : line.progress && say(gateWords.progressStates[line.progress]),
    },
    {
      header: say({ ja: '緊急解除', en: 'Emergency release' }),
      value: (line) => line.glass && say(glassMarkWords[line.glass]),
    },
    { header: say({ ja: '期限', en: 'Until' }), value: (line) => instantCell(line.expiresAt) },
  ],
})

export const mailSheet = mails('outbound-mail.mine', { ja: 'メール一覧', en: 'Mail' })
export const heldMailSheet = mails('outbound-mail.held', { ja: '預かっているメール一覧', en: 'Mail in custody' })

export const frozenMailSheet = mails('outbound-mail.frozen', { ja: '凍結しているメール一覧', en: 'Frozen mail' })

export const outsideMailboxSheet: ListSheet<z.input<typeof OutsideMessageLine>> = {
  list: 'outbound-mail.outside-mailbox',
  title: { ja: '社外受信箱', en: 'Outside mailbox' },
  columns: (say) => [
    { header: say({ ja: '届いた日時', en: 'Delivered' }), value: (line) => instantCell(line.deliveredAt) },
    { header: say({ ja: '件名', en: 'Subject' }), value: (line) => line.subjectLine || say(noSubject) },
    { header: say({ ja: '差出人', en: 'Sender' }), value: (line) => line.envelopeSender },
    { header: say({ ja: '宛先', en: 'Recipients' }), value: (line) => line.recipients.join('、') },
    { header: say({ ja: '大きさ(バイト)', en: 'Bytes' }), value: (line) => line.byteCount },
    { header: 'SHA-256', value: (line) => line.sha256 },
  ],
}

const codeOf = (words: Readonly<Record<string, Word>>, fact: unknown): Word | undefined =>
  typeof fact === 'string' ? words[fact] : undefined

/** Its own events, those of its gate, and that somebody took its timeline out. */
const EVENTS: Readonly<Record<string, Word>> = {
  ...Object.fromEntries(Object.entries(mailEventWords).map(([name, word]) => [`outbound_mail.${name}`, word])),
  ...Object.fromEntries(Object.entries(gateWords.events).map(([name, word]) => [`gate.${name}`, word])),
  ...sheetExportEventWords,
}

/** What happened to one mail. The mail's own timeline tells that it was taken out. */
export const mailTimelineSheet: ListSheet<z.input<typeof TimelineLine>, { readonly mailId: string }> = {
  list: 'outbound-mail.timeline',
  title: { ja: 'メールの記録', en: 'Timeline of a mail' },
  columns: (say) => {
    const saying = (word: Word | undefined) => word && say(word)
    return [
      { header: say({ ja: '日時', en: 'At' }), value: (line) => instantCell(line.at) },
      { header: say({ ja: 'できごと', en: 'What' }), value: (line) => saying(EVENTS[line.type]) ?? line.type },
      { header: say({ ja: '行った人', en: 'Who' }), value: (line) => line.actorName ?? say(bySystem) },
      {
        header: say({ ja: '確認', en: 'Check' }),
        value: ({ facts }) => saying(codeOf(mailCheckWords, facts['check'])),
      },
      {
        header: say({ ja: '判定・決定', en: 'Verdict or decision' }),
        value: ({ facts }) =>
          saying(codeOf(gateWords.verdicts, facts['verdict']) ?? codeOf(gateWords.outcomes, facts['outcome'])),
      },
      {
        header: say({ ja: '確認の時間(秒)', en: 'Seconds in view' }),
        value: ({ facts }) => (typeof facts['secondsInView'] === 'number' ? facts['secondsInView'] : null),
      },
      { header: say({ ja: '記録の番号', en: 'Event' }), value: (line) => line.id },
    ]
  },
  subject: ({ mailId }) => ({ kind: 'outbound_mail', id: mailId }),
}
