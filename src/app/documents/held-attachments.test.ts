import { expect, test } from 'vitest'
import { useHeldMails } from '../../../test/harness/held-mails.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { findLineage } from '../../kernel/vault/index.ts'
import { readingOf } from '../../operation/outbound-mail/store.ts'
import { zipBytes } from '../../engines/documents/zip-writer.ts'
import { winmailDat } from './every-kind.fixture.ts'

const db = useTestDatabase()
const mails = useHeldMails(db)

const held = (name: string, content: Buffer) => mails.hold({ attachments: [{ name, content }] })
const content = (mailId: string) => mails.station(mailId, 'content')

test('an attachment that was read and holds nothing personal asks nobody', async () => {
  expect(await content(await held('note.txt', Buffer.from('会議は午後からです。\r\n')))).toMatchObject({
    verdict: 'pass',
  })
})

test('a list in a zip: its persons and numbers are told, and the file within is known again', async () => {
  const pieces: Uint8Array[] = []
  const list = '氏名,個人番号\n佐藤太郎,123456789018\n'
  for await (const piece of zipBytes([{ name: '名簿.csv', content: [list] }])) pieces.push(piece)
  const mailId = await held('list.zip', Buffer.concat(pieces))
  const { verdict, findings } = await content(mailId)
  expect(verdict).toBe('findings')
  expect(findings.map(({ rule }) => rule)).toContain('attachment-holds-MYNUMBER')
  const lineage = await db.inOrganisation(mails.house.orgId, async (tx) => {
    const { attachments } = (await readingOf(tx, mailId))!
    return findLineage(
      tx,
      attachments[0]!.scan!.hashes.map(({ sha256 }) => sha256),
    )
  })
  expect(lineage.map(({ kind }) => kind).toSorted()).toEqual(['file', 'member'])
})

test('winmail.dat: what Outlook packed away is found in the mail that carries it', async () => {
  const { verdict, findings } = await content(await held('winmail.dat', winmailDat()))
  expect(verdict).toBe('findings')
  expect(findings.map(({ rule }) => rule)).toContain('attachment-holds-MYNUMBER')
  expect(findings.filter(({ rule }) => rule.startsWith('attachment-unread'))).toEqual([])
})

test('a text in a form of half-width kana that ISO-2022-JP lacks is told as unread, and is never clean', async () => {
  const from = mails.house.addresses.author
  const to = 'yamada@pref-x.example'
  const head = `From: <${from}>\r\nTo: <${to}>\r\nSubject: x\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n`
  // ﾐﾎﾝ in the kana of JIS X 0201, by its own escape and by SO.
  for (const [kana, verdict, rules] of [
    ['\x1b(IPN]\x1b(B', 'pass', []],
    ['\x0ePN]\x0f', 'unread', ['unknown-charset']],
  ] as const) {
    const found = await content(await mails.holdBytes(to, Buffer.from(`${head}${kana}\r\n`, 'latin1')))
    expect([found.verdict, found.findings.map(({ rule }) => rule)]).toEqual([verdict, rules])
  }
})

test('what nobody can open is told with its reason, and is never clean', async () => {
  const { verdict, findings } = await content(await held('list.7z', Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1')))
  expect(verdict).toBe('findings')
  expect(findings.map(({ rule }) => rule)).toEqual(['attachment-unread-unknown-archive'])
})
