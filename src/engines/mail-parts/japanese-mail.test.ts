import MailComposer from 'nodemailer/lib/mail-composer'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readMail } from './read-mail.ts'

const lines = (...all: (string | Buffer)[]) =>
  Buffer.concat(all.map((line) => Buffer.concat([Buffer.from(line as string), Buffer.from('\r\n')])))
const sjis = (text: string) => iconv.encode(text, 'Shift_JIS')
const eucJp = (text: string) => iconv.encode(text, 'EUC-JP')
/** ISO-2022-JP of 名簿, kana and a unit sign, as programs of the nineties write them. */
const MEIBO_JIS = '\x1b$BL>Jm\x1b(B'
/** Half-width ﾐﾎﾝ in ISO-2022-JP: the set of JIS X 0201 kana, which RFC 1468 leaves out and programs write all the same. */
const HALF_KANA = '\x1b(IPN]\x1b(B'
const PDF = Buffer.from('%PDF-1.4 synthetic').toString('base64')
const named = (...header: (string | Buffer)[]) =>
  lines(
    'From: a@b.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=q',
    '',
    '--q',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'x',
    '--q',
    ...header,
    'Content-Transfer-Encoding: base64',
    '',
    PDF,
    '--q--',
  )

describe('日本のメール', () => {
  test.each([
    ['ISO-2022-JP', 'ISO-2022-JP', Buffer.from(MEIBO_JIS, 'latin1')],
    ['Shift_JIS', 'Shift_JIS', sjis('名簿')],
    ['CP932 with 髙 and ①', 'windows-31j', Buffer.concat([sjis('名簿'), Buffer.from([0xfb, 0xfc, 0x87, 0x40])])],
    [
      'ISO-2022-JP after half-width kana by their own escape',
      'ISO-2022-JP',
      Buffer.from(`${HALF_KANA}${MEIBO_JIS}`, 'latin1'),
    ],
    ['EUC-JP', 'EUC-JP', eucJp('名簿')],
    ['UTF-8', 'utf-8', Buffer.from('名簿')],
    ['ISO-2022-JP-2', 'iso-2022-jp', Buffer.from(MEIBO_JIS, 'latin1')],
  ])('a body in %s is read by both', async (_, charset, body) => {
    const reading = await readMail(
      lines('From: a@b.example', 'Subject: x', `Content-Type: text/plain; charset=${charset}`, '', body),
    )
    expect(reading.unread).toEqual([])
    expect(reading.textPreview).toContain('名簿')
  })

  test.each<[string, (string | Buffer)[]]>([
    [
      'RFC 2231, UTF-8',
      [`Content-Type: application/pdf`, `Content-Disposition: attachment; filename*=UTF-8''%E5%90%8D%E7%B0%BF.pdf`],
    ],
    [
      'RFC 2231 in pieces',
      [
        'Content-Type: application/pdf',
        `Content-Disposition: attachment; filename*0*=UTF-8''%E5%90%8D;`,
        ' filename*1*=%E7%B0%BF; filename*2=.pdf',
      ],
    ],
    [
      'RFC 2231, ISO-2022-JP',
      [
        `Content-Type: application/pdf`,
        `Content-Disposition: attachment; filename*=ISO-2022-JP''%1B%24BL%3EJm%1B%28B.pdf`,
      ],
    ],
    [
      'RFC 2231, Shift_JIS',
      ['Content-Type: application/pdf', "Content-Disposition: attachment; filename*=Shift_JIS''%96%BC%95%EB.pdf"],
    ],
    [
      'RFC 2231, Shift_JIS, cut in the middle of a character',
      [
        'Content-Type: application/pdf',
        "Content-Disposition: attachment; filename*0*=Shift_JIS''%96%BC%95;",
        ' filename*1*=%EB.pdf',
      ],
    ],
    [
      'RFC 2047, Shift_JIS, quoted-printable',
      ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="=?Shift_JIS?Q?=96=BC=95=EB.pdf?="'],
    ],
    [
      'RFC 2047 in a parameter, as Outlook does',
      [
        'Content-Type: application/pdf; name="=?ISO-2022-JP?B?GyRCTD5KbRsoQi5wZGY=?="',
        'Content-Disposition: attachment; filename="=?ISO-2022-JP?B?GyRCTD5KbRsoQi5wZGY=?="',
      ],
    ],
    [
      'raw Shift_JIS',
      [
        'Content-Type: application/pdf',
        Buffer.concat([Buffer.from('Content-Disposition: attachment; filename="'), sjis('名簿.pdf'), Buffer.from('"')]),
      ],
    ],
    ['raw UTF-8', ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="名簿.pdf"']],
  ])('a file name in %s', async (_, header) => {
    const reading = await readMail(named(...header))
    expect(reading.attachments.map(({ name }) => name)).toContain('名簿.pdf')
    expect(reading.unread).toEqual([])
  })

  test('half-width kana in ISO-2022-JP: text, subject and file name', async () => {
    const word = `=?ISO-2022-JP?B?${Buffer.from(HALF_KANA, 'latin1').toString('base64')}?=`
    const percent = [...Buffer.from(HALF_KANA, 'latin1')]
      .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join('')
    for (const name of [`filename="${word}.pdf"`, `filename*=ISO-2022-JP''${percent}.pdf`]) {
      const parts = named('Content-Type: application/pdf', `Content-Disposition: attachment; ${name}`).toString(
        'latin1',
      )
      const text = parts.replace('charset=utf-8\r\n\r\nx', `charset=ISO-2022-JP\r\n\r\n${HALF_KANA}`)
      for (const subject of [word, HALF_KANA]) {
        const reading = await readMail(Buffer.from(`Subject: ${subject}\r\n${text}`, 'latin1'))
        expect(reading.unread).toEqual([])
        expect(reading.header.subject).toBe('ﾐﾎﾝ')
        expect(reading.textPreview).toContain('ﾐﾎﾝ')
        expect(reading.attachments.map(({ name: found }) => found)).toEqual(['ﾐﾎﾝ.pdf'])
      }
    }
  })

  test.each([
    ['between SO and SI', '\x0ePN]\x0f'],
    ['as eight bits', '\xd0\xce\xdd'],
    ['in an escape that nobody knows', '\x1b$(ZPN]\x1b(B'],
  ])('half-width kana in ISO-2022-JP %s: read, or the mail is unread', async (_, kana) => {
    const head = 'From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n'
    const reading = await readMail(Buffer.from(`${head}${MEIBO_JIS} ${kana}\r\n`, 'latin1'))
    expect(reading.unread.length > 0 || reading.textPreview.includes('ﾐﾎﾝ')).toBe(true)
  })

  test('winmail.dat is an attachment like any other, for the document readers to open', async () => {
    // TNEF: signature, key, then nothing that anybody needs here.
    const tnef = Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0x01, 0x00]), Buffer.alloc(40)])
    const bytes = lines(
      'From: a@b.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=q',
      '',
      '--q',
      'Content-Type: text/plain; charset=iso-2022-jp',
      '',
      Buffer.from(MEIBO_JIS, 'latin1'),
      '--q',
      'Content-Type: application/ms-tnef; name="winmail.dat"',
      'Content-Transfer-Encoding: base64',
      '',
      tnef.toString('base64'),
      '--q--',
    )
    const reading = await readMail(bytes)
    expect(reading.unread).toEqual([])
    expect(reading.attachments).toMatchObject([
      { name: 'winmail.dat', declaredType: 'application/ms-tnef', byteCount: 46 },
    ])
  })

  test.each([
    ['Subject raw Shift_JIS', Buffer.concat([Buffer.from('Subject: '), sjis('名簿')])],
    ['Subject raw ISO-2022-JP', Buffer.from(`Subject: ${MEIBO_JIS}`, 'latin1')],
    [
      'Subject folded in the middle of words',
      'Subject: =?ISO-2022-JP?B?GyRCTD4bKEI=?=\r\n =?ISO-2022-JP?B?GyRCSm0bKEI=?=',
    ],
  ])('%s', async (_, field) => {
    const reading = await readMail(lines('From: a@b.example', field, '', 'x'))
    expect(reading.header.subject).toBe('名簿')
    expect(reading.unread).toEqual([])
  })
})

/** Mails as programs make them: no false alarm on any of them. */
const ORDINARY = {
  'text and HTML': { text: '見本です。\n髙橋', html: '<p>見本です。<br>髙橋</p>' },
  'HTML with a picture inside': {
    html: '<p>caf&eacute; <img src="cid:1" alt="絵"> <a href="http://x.example/?a=1&amp;b=2">ここ</a></p>',
    attachments: [{ filename: '絵.png', content: Buffer.from([1, 2, 3]), cid: '1' }],
  },
  'text with files': {
    text: 'x '.repeat(400),
    attachments: [
      { filename: '名簿（長い名前の一覧表・最終版）2026年11月23日現在.xlsx', content: Buffer.alloc(5000, 7) },
      { filename: 'b.csv', content: '名前,住所\n見本,見本\n' },
    ],
  },
  'a forwarded mail': {
    text: 'fw',
    attachments: [
      { contentType: 'message/rfc822', content: 'Subject: inner\r\n\r\ninner body\r\n', filename: 'inner.eml' },
    ],
  },
  'an invitation': { text: 'x', icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } },
  'a text that looks like MIME': { text: '--q\nContent-Type: text/html; charset=utf-8\n\n<b>x</b>\n' },
  'quoted-printable with long lines': {
    text: `${'長い行'.repeat(200)}\n= =3D\n`,
    textEncoding: 'quoted-printable' as const,
  },
  'format=flowed': {
    raw: 'Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\none \r\ntwo\r\n> quoted \r\n> more\r\n',
  },
  'HTML, then a footer that a list put below': {
    raw: 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>見出し</h1><p>a &amp; b <a href="http://x.example/long/address?with=much">c</a></p><ul><li>一</li></ul>\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n-- \r\nfooter & <more> of the list\r\n--q--\r\n',
  },
}

test('a replacement character that the mail carries itself is no misreading, in whatever encoding', async () => {
  for (const textEncoding of ['base64', 'quoted-printable'] as const)
    for (const before of ['', 'a', 'ab']) {
      const mail = { from: 'a@b.example', text: `${before}\u{fffd} 見本`, textEncoding }
      const bytes = await new MailComposer(mail).compile().build()
      const reading = await readMail(Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
      expect([reading.unread, reading.textPreview.trim()]).toEqual([[], mail.text])
    }
})

test.each(Object.entries(ORDINARY))('two parsers, one reading: %s', async (_, mail) => {
  const bytes = await new MailComposer({ from: 'a@b.example', subject: '見本', ...mail }).compile().build()
  const crlf = Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
  expect((await readMail(crlf)).unread).toEqual([])
})

const multipart = (parts: string, boundary = 'boundary=q') =>
  Buffer.from(
    `From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; ${boundary}\r\n\r\n${parts}`,
    'latin1',
  )
const PART = 'Content-Type: text/plain\r\n\r\n'
const SECRET = 'Content-Type: application/zip; name=secret.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsFBg==\r\n'

test.each([
  [
    'a second boundary parameter',
    multipart(`--q\r\n${PART}a\r\n--r\r\n${SECRET}--r--\r\n--q--\r\n`, 'boundary=q; boundary=r'),
  ],
  [
    'a second Content-Type',
    Buffer.from(
      `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=q\r\nContent-Type: text/plain\r\n\r\n--q\r\n${SECRET}--q--\r\n`,
    ),
  ],
  [
    'a boundary in RFC 2231',
    multipart(`--q\r\n${PART}a\r\n--r\r\n${SECRET}--r--\r\n`, "boundary*=utf-8''r; boundary=q"),
  ],
  ['an encoding in a comment', multipart(`--q\r\n${SECRET.replace('base64', '(x) base64')}--q--\r\n`)],
  ['a boundary line with blanks behind it', multipart(`--q \t\r\n${PART}a\r\n--q x\r\n${SECRET}--q--\r\n`)],
  ['base64 that ends early', multipart(`--q\r\n${SECRET.replace('UEsFBg==', 'UEsF==QUJD')}--q--\r\n`)],
  [
    'two encodings',
    multipart(`--q\r\n${SECRET.replace('base64', 'base64\r\nContent-Transfer-Encoding: 7bit')}--q--\r\n`),
  ],
])('what programs read differently is unread, or both have listed the file: %s', async (_, bytes) => {
  const reading = await readMail(bytes)
  const isListed = reading.attachments.some(({ name }) => name === 'secret.zip')
  const isShown = reading.textPreview.includes('UEsF')
  expect(reading.unread.length > 0 || isListed || isShown).toBe(true)
})

test.each([
  ['unknown_charset', `${PART.replace('text/plain', 'text/plain; charset="x-nobody-knows"')}x`],
  ['unknown_charset', `${PART.replace('text/plain', 'text/html;\r\n\tcharset=utf-7')}+ADw-script+AD4-`],
])('%s', async (reason, part) => {
  expect((await readMail(multipart(`--q\r\n${part}\r\n--q--\r\n`))).unread).toContain(reason)
})
