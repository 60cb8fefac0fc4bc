import { expect, test } from 'vitest'
import { useHeldMails } from '../../../test/harness/held-mails.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'

const mails = useHeldMails(useTestDatabase())
const NUMBER = '個人番号は 123456789018 です。'

let count = 0
async function rulesOf(...lines: readonly string[]): Promise<string[]> {
  const from = mails.house.addresses.author
  const to = 'yamada@pref-x.example'
  const head = [`From: <${from}>`, `To: <${to}>`, `Message-ID: <t${++count}@jisha.example>`, 'MIME-Version: 1.0']
  return mails.rulesOf(await mails.holdBytes(to, Buffer.from([...head, ...lines, ''].join('\r\n'))))
}
const PLAIN = 'Content-Type: text/plain; charset=utf-8'
const HTML = 'Content-Type: text/html; charset=utf-8'
const alternative = (text: string, html: string) => [
  'Content-Type: multipart/alternative; boundary="b"',
  '',
  '--b',
  PLAIN,
  '',
  text,
  '--b',
  HTML,
  '',
  html,
  '--b--',
]
const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

test('an ordinary letter with names, telephone and address of who writes it asks nobody', async () => {
  const letter = [
    'X県 情報政策課 佐藤様',
    'お世話になっております。見本システムの田中です。会議は午後からです。',
    '見本システム株式会社 営業部 田中太郎',
    '〒530-0001 大阪府大阪市北区梅田1-1-1 TEL 06-0000-0000',
    'tanaka@jisha.example',
  ]
  expect(await rulesOf('Subject: x', PLAIN, '', ...letter)).toEqual([])
})

test.each([
  ['本文', ['Subject: x', PLAIN, '', NUMBER]],
  [
    '本文の 2 万字より後ろ',
    ['Subject: x', PLAIN, '', ...Array.from({ length: 900 }, () => '会議は午後からです。'.repeat(5)), NUMBER],
  ],
  ['件名', [`Subject: ${encoded(NUMBER)}`, PLAIN, '', '会議は午後からです。']],
  ['HTML だけの本文', ['Subject: x', HTML, '', `<p>${NUMBER}</p>`]],
  [
    'HTML の側だけ',
    ['Subject: x', ...alternative('会議は午後からです。', `<p>会議は午後からです。</p><p>${NUMBER}</p>`)],
  ],
  ['HTML の見えないところ', ['Subject: x', ...alternative('会議', `<p>会議</p><!-- ${NUMBER} -->`)]],
  // What a page says of its own charset is about bytes that are no more.
  ['別の文字コードを名乗る HTML', ['Subject: x', HTML, '', `<meta charset="shift_jis"><p>${NUMBER}</p>`]],
])('個人番号が%sにあれば、指摘になる', async (_, lines) => {
  expect(await rulesOf(...lines)).toContain('text-holds-MYNUMBER')
})

test('病歴と口座番号は、本文にあっても指摘になる', async () => {
  const text = ['見本花子様は胃がんの手術を受けられました。', '返金先: 見本銀行 本店 普通 1234567 ミホン ハナコ']
  expect(await rulesOf('Subject: x', PLAIN, '', ...text)).toEqual(
    expect.arrayContaining(['text-holds-SC_MEDICAL', 'text-holds-ACCOUNT']),
  )
})
