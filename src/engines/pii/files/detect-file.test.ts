import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { detectFile } from './detect-file.ts'

const text = (content: string, name = 'a.txt') => detectFile(Buffer.from(content), { name })

const zipped = (members: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(members).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  )

const LIST = '氏名,生年月日,電話番号\n見本 太郎,1980-01-02,090-0000-0001\n試験 花子,1975-03-04,090-0000-0002\n'

test('a person who stands in two sheets and a letter is one person', async () => {
  const archive = zipped({
    '一.csv': LIST,
    '二.csv': '氏名,生年月日,電話番号\n見本　太郎,昭和55年1月2日,09000000001\n佐藤 美咲,1990-05-06,090-0000-0003\n',
    '手紙.txt': '佐藤 美咲様\nお世話になっております。\n佐藤 美咲様 電話 090-0000-0003\n',
  })
  const report = await detectFile(archive, { name: '名簿.zip' })
  expect(report).toMatchObject({ status: 'found', persons: { min: 3, best: 3 } })
  expect(report.persons.max).toBeLessThanOrEqual(5)
  expect(JSON.stringify(report)).not.toContain('太郎')
})

test('names are one person each, numbers without a name hold the worst case up', async () => {
  const same = await text('担当の山田 太郎様へ。\n山田 太郎様に確認しました。\n山田 太郎様より返信。\n')
  expect(same.persons).toEqual({ min: 1, best: 1, max: 1 })
  const other = await text('山田 太郎 昭和50年1月2日生\n山田 太郎 昭和60年5月6日生\n')
  expect(other.persons).toEqual({ min: 2, best: 2, max: 2 })
  const addresses = Array.from({ length: 30 }, (_, i) => `member${i}@kaiin.example`).join('\n')
  expect((await text(addresses)).persons).toEqual({ min: 0, best: 0, max: 30 })
  const mobiles = Array.from({ length: 30 }, (_, i) => `折返し ${i % 2 ? '090' : '+81-90'}-0000-00${10 + i}`).join('\n')
  expect((await text(mobiles)).persons).toEqual({ min: 0, best: 0, max: 30 })
  expect((await text('代表 03-0000-0001、FAX 03-0000-0002')).persons.max).toBe(0)
})

test('special care is told by the law’s class, from sheets and from texts', async () => {
  const sheet = 'No,氏名,病名\n1,見本 太郎,糖尿病\n2,試験 花子,なし\n'
  expect(await detectFile(Buffer.from(sheet), { name: 'a.csv' })).toMatchObject({
    counts: { PERSON: 2, SC_MEDICAL: 1 },
    specialCare: ['medical_history'],
  })
  expect((await text('山田 太郎さんは身体障害者手帳2級をお持ちです。')).specialCare).toEqual(['disability'])
})

test('nothing personal is clean; anything unread inside is unread, with what was found beside it', async () => {
  expect(await text('明日の会議は三時からです。')).toMatchObject({ status: 'clean', counts: {} })
  const half = await detectFile(zipped({ 'a.csv': LIST, 'b.7z': Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1') }))
  expect(half).toMatchObject({ status: 'unread', reason: 'unknown_archive', persons: { best: 2 } })
  expect(await detectFile(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), { name: 'a.xls' })).toMatchObject({ status: 'unread' })
})

test('a mail that lies about its charset is unread, and what it says is found all the same', async () => {
  const body = iconv.encode('見本 太郎 電話 090-0000-0001\n', 'cp932')
  for (const charset of ['us-ascii', 'utf-8', 'iso-2022-jp', 'x-nobody-knows']) {
    const head = `From: a@a.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`
    const report = await detectFile(Buffer.concat([Buffer.from(head), body]), { name: 'a.eml' })
    expect(report, charset).toMatchObject({ status: 'unread', reason: 'unknown_encoding', persons: { best: 1 } })
  }
  const honest = `From: a@a.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n文字化け\ufffdの例とcafé、Ærø\r\n`
  expect((await detectFile(Buffer.from(honest), { name: 'a.eml' })).status).not.toBe('unread')
})

test('a further file, row or nesting never lowers what is found', async () => {
  const surname = fc.constantFrom('見本', '試験', '例示', '佐藤', '鈴木')
  const given = fc.constantFrom('太郎', '花子', '桜', '健太', '美咲')
  const row = fc.record({ name: fc.tuple(surname, given).map((both) => both.join(' ')), phone: fc.nat(9999) })
  const csv = (rows: readonly { name: string; phone: number }[]) =>
    `氏名,電話番号\n${rows.map(({ name, phone }) => `${name},090-0000-${String(phone).padStart(4, '0')}\n`).join('')}`
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 12 }), row, async (rows, more) => {
      const plain = await detectFile(Buffer.from(csv(rows)), { name: 'a.csv' })
      const others = [
        await detectFile(Buffer.from(csv([...rows, more])), { name: 'a.csv' }),
        await detectFile(zipped({ 'a.csv': csv(rows), 'b.csv': csv([more]) })),
        await detectFile(zipped({ 'in.zip': zipped({ 'a.csv': csv(rows) }) })),
      ]
      for (const other of others) {
        expect(other.status).toBe('found')
        expect(other.persons.max).toBeGreaterThanOrEqual(plain.persons.max)
        expect(other.persons.best).toBeGreaterThanOrEqual(plain.persons.best)
        expect(other.counts.PERSON).toBeGreaterThanOrEqual(plain.counts.PERSON!)
      }
    }),
    { numRuns: 10 },
  )
})
