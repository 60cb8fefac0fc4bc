import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grid } from '../table-report.ts'
import { detectTable } from './detect-table.ts'

/** A sheet drawn with bars. */
const sheet = (drawn: string): string[][] =>
  drawn
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
const typesOf = (grid: Grid) => detectTable(grid).columns.map((column) => column?.type ?? null)
const best = (drawn: string) => detectTable(sheet(drawn)).persons.best

const STAFF = `
社員番号 | 氏　名 | フリガナ | 生年月日 | 〒 | 住所 | TEL | メールアドレス | 所属
E1 | 見本　太郎 | ミホン　タロウ | 昭和50年1月2日 | 530-0001 | 大阪府大阪市北区梅田1-2-3 | 090-0000-0001 | taro@jisha.example | 営業一課
E2 | 試験　花子 | シケン　ハナコ | 1980/5/6 | 530-0002 | 大阪府堺市堺区南瓦町3-1 | 090-0000-0002 | hanako@jisha.example | 総務部`

test('columns of a staff list are typed by heading and values', () => {
  expect(typesOf(sheet(STAFF))).toEqual([
    null,
    'PERSON',
    'PERSON',
    'BIRTH',
    'POSTAL',
    'ADDRESS',
    'PHONE',
    'EMAIL',
    null,
  ])
  expect(detectTable(sheet(STAFF)).persons).toEqual({ min: 2, best: 2, max: 2 })
})

test('labels and values below 項目 | 内容 are cards, and heads of groups are headings', () => {
  expect(
    best('項目|内容\n氏名|見本 太郎\nメールアドレス|a@b.example\n氏名|試験 花子\nメールアドレス|c@d.example'),
  ).toBe(2)
  expect(best('班長|副班長|班員(氏名・携帯)\n見本　太郎|試験　花子|雲母坂　ふじ子 080-0000-0002')).toBe(3)
  expect(best('日程|会議名|出席者\n10/1|定例会|見本 太郎, 試験 花子\n10/2|定例会|例示 桜')).toBe(3)
})

test('how a name is written may stand before 氏名, and results without anybody are nobody’s', () => {
  const rows = '患者ID|患者カナ氏名|患者漢字氏名\nP1|ﾐﾎﾝ ﾀﾛｳ|見本　太郎\nP2|ｼｹﾝ ﾊﾅｺ|試験　花子'
  expect(detectTable(sheet(rows)).persons).toEqual({ min: 2, best: 2, max: 2 })
  expect(typesOf(sheet('ロット|検査日|検査値\nL1|2025/4/1|0.1\nL2|2025/4/1|0.2'))).toEqual([null, null, null])
})

test('parts of names in Latin letters are names below their headings', () => {
  const rows = 'Last Name|First Name|Date of Birth\nBUSUJIMA|KOHARU|1960/9/5\nDOMEKI|SAYAKA|1951/11/11'
  expect(typesOf(sheet(rows))).toEqual(['PERSON', 'PERSON', 'BIRTH'])
  expect(best(rows)).toBe(2)
})

test('a finding says why', () => {
  const [, name] = detectTable(sheet(STAFF)).columns
  expect(name!.reasons.map(({ rule }) => rule)).toEqual(['heading', 'values'])
})

test('stand-ins with a number are persons below a heading of names, and things elsewhere', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `X${i}|見本 職員${1000 + i}|見本学校${i}|000-000-${1000 + i}`)
  const staff = ['職員番号|氏名|所属|電話番号', ...rows].join('\n')
  expect(detectTable(sheet(staff)).persons).toEqual({ min: 20, best: 20, max: 20 })
  expect(best(['番号|名称|台数', ...rows].join('\n'))).toBe(0)
  expect(best('番号|名前|階\n1|会議室1|2\n2|会議室2|2\n3|端末10|1')).toBe(0)
})

test('a name that no dictionary knows is no heading, beside a label or among others', () => {
  const cards = Array.from(
    { length: 8 },
    (_, i) => `お名前|五百旗頭 陽向${'あいうえおかきく'[i]}\nケータイ|090-0000-000${i}\n|`,
  )
  expect(best(cards.join('\n'))).toBe(8)
  expect(
    best('班|班員\n1班|阿蘇品 凜太朗、勅使河原 いぶき\n2班|御手洗 琉生、五百旗頭 陽向、一番合戦 トメ\n3班|纐纈 権兵衛'),
  ).toBe(6)
})

test.each([
  ['only readings', 'No|ヨミガナ|学年\n1|ミホン タロウ|3\n2|シケン ハナコ|2', 2],
  ['English headings', 'ID|Full Name|Date of Birth\n1|Taro Mihon|1980-01-02\n2|Hanako Shiken|1990-05-06', 2],
  [
    'two rows of headings',
    '番号|保護者||児童||\n|氏名|電話|氏名|生年月日|学級\n1|見本 太郎|090-0000-0001|見本 花|平成28年4月2日|1組',
    2,
  ],
  [
    'persons side by side',
    '氏名|見本 太郎|試験 次郎|例 花子\n生年月日|昭和50年1月2日|昭和51年2月3日|昭和52年3月4日',
    3,
  ],
  [
    'cards beside each other',
    '氏名|見本 太郎||氏名|試験 次郎\n住所|東京都千代田区丸の内1-1-1||住所|大阪府大阪市北区梅田2-2-2\n||||\n氏名|例 花子||氏名|仮名 三郎',
    4,
  ],
  ['surnames under a post', '案件|営業担当|金額\nA工事|田中|100000\nB工事|佐藤|200000\nC工事|田中|300000', 2],
  [
    'contacts of companies',
    '会社名|担当者|TEL\n株式会社あおぞら|見本 健|03-0000-2222\n有限会社みどり|試験 仁美|06-0000-2222',
    2,
  ],
  ['companies alone', '企業名|本社所在地|電話\n株式会社あおぞら|東京都千代田区丸の内1-1-1|03-0000-2222', 0],
  ['brands named like people', 'ブランド|モデル|在庫\n松本|桜-10|3\n石川|梅-20|4\n福島|菊-30|5', 0],
  ['stations', '駅名|路線|乗降客数\n千葉|総武線|100000\n福島|環状線|20000', 0],
  ['surname and given name apart', '姓|名|セイ|メイ\n見本|太郎|ミホン|タロウ\n試験|花子|シケン|ハナコ', 2],
  ['mail alone', '登録日|メールアドレス\n2024-01-01|a@a.example\n2024-01-02|b@b.example\n2024-01-03|a@a.example', 2],
  ['several in a cell', '世帯|家族\n101|見本 太郎、見本 花子、見本 健\n102|試験 次郎・試験 葵', 5],
  [
    'several lists on a sheet',
    '第一小学校||\n氏名|フリガナ|生年月日\n見本 太郎|ミホン タロウ|2015/4/5\n||\n第二小学校||\n児童氏名|保護者氏名|住所\n試験 花子|試験 一郎|東京都港区芝1-1-1',
    3,
  ],
  ['no heading', '見本 太郎|090-0000-2222\n試験 次郎|090-0000-2223\n例 花子|090-0000-2224', 3],
  ['a heading nobody knows', 'ほげ|ふが\n見本 太郎|090-0000-2222\n試験 次郎|090-0000-2223\n例 花子|090-0000-2224', 3],
  ['totals and a heading once more', '氏名|点\n見本 太郎|3\n小計|3\n氏名|点\n試験 次郎|4\n合計|7', 2],
  ['one buyer many times', '購入者|商品\n見本 太郎|鉛筆\n見本 太郎|紙\n試験 葵|鉛筆\n見本 太郎|糊\n試験 葵|紙', 2],
])('%s: %#', (_, drawn, persons) => {
  expect(best(drawn)).toBe(persons)
})

test('a reading and 契約者漢字 are one person', () => {
  const contracts = 'ﾐﾎﾝ ﾀﾛｳ | 見本　太郎 | S50.1.2\nｼｹﾝ ﾊﾅｺ | 試験　花子 | S51.3.4'
  expect(best(`契約者カナ | 契約者漢字 | 被保険者生年月日\n${contracts}`)).toBe(2)
})

test('a whole record in one cell is somebody; the telephone of a shop is nobody', () => {
  const records = [1, 2, 3].map((n) => [`見本 ${'太次三'[n - 1]}郎様 090-0000-000${n} 大阪府堺市堺区南瓦町3-${n}`])
  expect(detectTable(records).persons.best).toBe(3)
  expect(
    best(
      '店舗名 | 所在地 | 代表電話\n見本店 | 大阪府堺市南瓦町3-1 | 072-200-0001\n試験店 | 大阪府堺市南瓦町3-2 | 072-200-0002',
    ),
  ).toBe(0)
})

test('the same name with another birth date is another person; the same row twice is not', () => {
  const drawn = `氏名|生年月日|住所
見本 太郎|1970/1/1|東京都港区芝1-1-1
見本 太郎|1990/1/1|東京都港区芝1-1-2
見本 太郎|1970/1/1|東京都港区芝1-1-1`
  expect(detectTable(sheet(drawn)).persons).toEqual({ min: 2, best: 2, max: 2 })
})

test('a household is its head and its children, also where a child bears the name of the head', () => {
  const drawn = `世帯主|児童1 氏名|児童1 生年月日|児童2 氏名|児童2 生年月日|送付先
見本 太郎|見本 太郎|平成28年4月2日|見本 花|令和2年4月2日|東京都港区芝1-1-1
試験 次郎|試験 葵|平成29年4月2日|||東京都港区芝1-1-2`
  expect(best(drawn)).toBe(5)
})

test('leading zeros lost by Excel and its days are known below their headings', () => {
  const report = detectTable([
    ['顧客名', '誕生日', '携帯番号'],
    ['見本 太郎', 29221, 9000001111],
    ['試験 次郎', 31000, 8000001111],
  ])
  expect(report.columns.map((column) => column?.type)).toEqual(['PERSON', 'BIRTH', 'PHONE'])
})

test('persons without a name are in max alone', () => {
  expect(detectTable(sheet('団体|代表者\n合唱部|見本 太郎 他3名\n野球部|試験 次郎')).persons).toEqual({
    min: 2,
    best: 2,
    max: 5,
  })
})

test('special care counts where a cell says more than that there is nothing', () => {
  const report = detectTable(sheet('氏名|健診結果|障害者手帳\n見本 太郎|要精密検査|なし\n試験 次郎|異常なし|2級'))
  expect(report.counts).toMatchObject({ SC_MEDICAL: 1, SC_DISAB: 1 })
})

const letters = '見本試験例仮名太郎次花子山田佐藤 　,、()（）@-/0123456789〒年月日県市区氏名住所電話'
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...Array.from(letters)), maxLength: 12 }),
  fc.integer(),
  fc.constant(null),
  fc.boolean(),
)

test('any grid has an answer, with min ≤ best ≤ max and a column for each', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (grid) => {
      const { persons, columns } = detectTable(grid)
      expect(persons.min).toBeLessThanOrEqual(persons.best)
      expect(persons.best).toBeLessThanOrEqual(persons.max)
      expect(columns).toHaveLength(Math.max(0, ...grid.map((row) => row.length)))
    }),
    { numRuns: 300 },
  )
})

test('another row never lowers max', () => {
  const surname = fc.constantFrom('見本', '試験', '例', '勅使河原', '纐纈')
  const given = fc.constantFrom('太郎', '花子', '次郎', '葵', '凪')
  const row = fc
    .tuple(surname, given, fc.integer({ min: 1950, max: 2015 }), fc.integer({ min: 0, max: 9999 }))
    .map(([s, g, year, n]) => [`${s} ${g}`, `${year}/1/2`, `090-0000-${String(n).padStart(4, '0')}`])
  fc.assert(
    fc.property(fc.array(row, { minLength: 3, maxLength: 30 }), row, (rows, more) => {
      const heading = ['氏名', '生年月日', '電話番号']
      const before = detectTable([heading, ...rows]).persons
      expect(before.max).toBeGreaterThanOrEqual(new Set(rows.map((one) => one.join())).size)
      expect(detectTable([heading, ...rows, more]).persons.max).toBeGreaterThanOrEqual(before.max)
    }),
    { numRuns: 100 },
  )
})
