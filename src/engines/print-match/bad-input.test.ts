import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { asPdf, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import {
  CannotVerify,
  cannotVerifyText,
  PrintSpecification,
  readPrintData,
  readSpecification,
  verifyPrint,
} from './index.ts'

let run: DrawnRun
let pdf: Uint8Array
beforeAll(async () => {
  run = layoutOf(PLAIN_CHOICES).draw(households(5, seeded(1)))
  pdf = await pdfkitPdf(run)
})

async function refusal(verify: () => Promise<unknown>) {
  try {
    await verify()
  } catch (cause) {
    if (!(cause instanceof CannotVerify)) throw cause
    const [ja, en] = [cannotVerifyText(cause, 'ja'), cannotVerifyText(cause, 'en')]
    // A sentence with a hole in it is none.
    if (/[{}]|undefined/.test(ja + en)) throw new Error(`${ja} ${en}`, { cause })
    return { reason: cause.reason, ja, en }
  }
  return undefined
}
const verify = (bytes: Uint8Array, name = '本番.pdf') =>
  verifyPrint({ specification: run.specification, data: run.data, pdfs: [asPdf(bytes, name)] })
const csv = (text: string, name = 'data.csv') => ({ name, bytes: Buffer.from(text) })

describe('PDF', () => {
  test('暗号化されたもの: ファイルを名指す', async () => {
    const locked = await pdfkitPdf(run, undefined, { userPassword: 'secret', pdfVersion: '1.7' })
    expect(await refusal(() => verify(locked))).toMatchObject({
      reason: 'pdf_encrypted',
      ja: expect.stringContaining('本番.pdf'),
    })
  })

  test('空、PDF でないもの、画像', async () => {
    expect(await refusal(() => verify(new Uint8Array()))).toMatchObject({ reason: 'pdf_empty' })
    expect(await refusal(() => verify(Buffer.from('no pdf at all')))).toMatchObject({ reason: 'file_kind_unknown' })
  })

  test('切れたもの、化けたもの: 正しいとは決して言わない', { timeout: 300_000 }, async () => {
    const random = seeded(7)
    for (let i = 0; i < (process.env.SEKISHO_DEEP === '1' ? 200 : 12); i++) {
      const broken = Buffer.from(pdf)
      const isCut = random.chance(0.4)
      if (!isCut)
        for (let n = 0; n < 1 + random.below(400); n++) broken[random.below(broken.length)] = random.below(256)
      const bytes = isCut ? broken.subarray(0, random.below(broken.length - 2000)) : broken
      let outcome = 'refused'
      const refused = await refusal(async () => {
        ;({ outcome } = await verify(bytes))
      })
      // Damage that touches nothing that is printed leaves a right run; what is cut off never does.
      const allowed = ['refused', 'mismatches', 'unverified', ...(isCut ? [] : ['right'])]
      expect({ i, refused, isAllowed: allowed.includes(outcome) }).toEqual({ i, refused, isAllowed: true })
    }
  })

  test('文字表(ToUnicode)のないフォント: 照合できない、または違う', async () => {
    const text = Buffer.from(await pdfkitPdf(run, undefined, { compress: false })).toString('latin1')
    const without = Buffer.from(text.replaceAll('/ToUnicode', '/NoUnicode'), 'latin1')
    const summary = await verify(without)
    expect(summary.outcome).toBe('unverified')
    expect(summary.ok).toBe(0)
  })
})

test('表でないデータファイル: なぜ読めないかを言葉で言う', async () => {
  const files = [{ name: 'data.csv', bytes: Buffer.from([0, 1, 2, 255, 0, 0]) }]
  const { ja } = (await refusal(async () => readPrintData(run.specification, files)))!
  expect(ja).toContain('data.csv を読めません(表のファイルではありません)')
})

describe('仕様', () => {
  test.each([
    ['version: 1\n  title: [', 'specification_not_yaml', '行目'],
    ['version: 1', 'specification_wrong', 'title'],
    [
      'version: 1\ntitle: x\ndata: { key: [a] }\npages: [{ name: p, fields: [{ name: f, columns: [a], area: [0, 0, -1, 5] }] }]',
      'specification_wrong',
      'pages.[1].fields.[1].area',
    ],
    [
      'version: 1\ntitle: x\ndata: { key: [a] }\npages: [{ name: p, fields: [{ name: f, columns: [a], pattern: "(" }] }]',
      'specification_wrong',
      'pattern',
    ],
    ['version: 1\ntitle: x\ndata: { key: [a] }\npages: [{ name: p, felds: [] }]', 'specification_wrong', 'pages.[1]'],
    ['a: &a [*a, *a]', 'specification_not_yaml', '行目'],
  ])('%j', async (text, reason, place) =>
    expect(await refusal(async () => readSpecification(text))).toMatchObject({
      reason,
      ja: expect.stringContaining(place),
    }),
  )

  test.each([
    ['area: [0, 0, -1, 5]', '0より大きい数にしてください', 'must be more than 0'],
    ['area: [0, 0, 5]', '値は4個以上必要です', 'At least 4 values'],
    ['area: [a, 0, 9, 5]', '数で書いてください', 'a number'],
    ['area: [0, 0, 9, 5], rows: { count: 1.5, pitch: 9 }', '小数のない数', 'a whole number'],
    ['area: [0, 0, 9, 5], rows: { count: 900, pitch: 9 }', '200以下の数', '200 or less'],
    ['area: [0, 0, 9, 5], rows: { count: 2 }', 'ここに必要な設定が書かれていません', 'it is missing'],
    ['area: [0, 0, 9, 5], felds: 1', '「felds」という設定はありません', 'no setting "felds"'],
    ['area: [0, 0, 9, 5], identifies: はい', 'true か false', 'true or false'],
    ['area: [0, 0, 9, 5], before: 3', '文字で書いてください', 'Write text'],
    ['area: 左上', '一覧', 'a list'],
    ['pattern: "("', '正規表現として読めません', 'not a regular expression'],
    ['pattern: "(?=a)"', '終わらないおそれ', 'never come to an end'],
    ['pattern: ""', '空のままにはできません', 'left empty'],
    ['as: 日付, area: [0, 0, 1, 5]', 'text、date、number、digits のどれか', 'one of these: text, date'],
    ['read: text', '項目には、枠(area)か型(pattern)が必要です', 'an area or a pattern'],
  ])('面と項目を名で言い、何を直すかを両方の言葉で言う: %s', async (part, what, english) => {
    const page = `{ name: 表, fields: [{ name: 宛名, columns: [a], ${part} }] }`
    const { ja, en } = (await refusal(async () => readSpecification(withPages(page))))!
    expect(ja).toContain('(項目「宛名」、表)')
    expect(ja).toContain(what)
    expect(ja.slice(ja.indexOf(')'))).not.toMatch(/expected|received|Invalid|undefined/)
    expect(en).toContain(english)
    // Names alone are Japanese there.
    expect(en.replaceAll(/宛名|表|はい|左上|日付/g, '')).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/)
  })

  test.each([
    ['duplex: false\npageOrder: back_front', 'pageOrder は両面印刷(duplex)のときだけ', 'both sides (duplex) only'],
    ['gaiji: { e000: 髙 }', '16進数4～6桁', 'hexadecimal'],
    ['banners: 3', '一覧', 'a list'],
    ['imposition: []', '「名前: 値」の組', 'pairs of "name: value"'],
  ])('仕様の全体についても: %s', async (part, what, english) => {
    const told = await refusal(async () => readSpecification(`${withPages(front)}\n${part}`))
    expect([told!.ja, told!.en]).toEqual([expect.stringContaining(what), expect.stringContaining(english)])
  })

  test.each(['shift_jis', 'utf-16le'])('UTF-8 でない仕様は、保存し直すように言う: %s', async (encoding) => {
    const yaml = withPages(front)
    // 宛名 in Shift_JIS, and all of it as Windows calls Unicode.
    const bytes =
      encoding === 'utf-16le'
        ? Buffer.from(`\ufeff${yaml}`, 'utf16le')
        : Buffer.concat([Buffer.from(`${yaml}\n# `), Buffer.from([0x88, 0xb6, 0x96, 0xbc])])
    const told = await refusal(async () => readSpecification(bytes.toString('utf8')))
    expect([told!.ja, told!.en]).toEqual([
      '印刷仕様が正しくありません。文字コードがUTF-8ではありません。UTF-8で保存し直してください。',
      'The specification is wrong. The file is not in UTF-8. Save it again as UTF-8.',
    ])
  })

  test('長すぎるファイルは、取り違えを疑うように言う', async () => {
    const told = await refusal(async () => readSpecification('a'.repeat(600_000)))
    expect(told).toMatchObject({
      ja: expect.stringContaining('取り違え'),
      en: expect.stringContaining('the right file'),
    })
  })

  const withPages = (...pages: readonly string[]) =>
    `version: 1\ntitle: x\ndata: { key: [a] }\npages: [${pages.join(', ')}]`
  const front = '{ name: 表, fields: [{ name: f, columns: [a], area: [0, 0, 9, 5] }] }'

  test.each([
    ['{ name: 裏 }'],
    ['{ name: 裏, marks: [{ text: 裏面 第1版 }] }'],
    ['{ name: 裏, fields: [], blank: false }'],
  ])('何とも比べない面は、名指して断る: %j', async (back) =>
    expect(await refusal(async () => readSpecification(withPages(front, back)))).toMatchObject({
      reason: 'page_without_field',
      ja: expect.stringMatching(/2ページ目「裏」/),
    }),
  )

  test('白紙の面と、キーのコードだけの面は、そのまま読む', () => {
    const code = '{ name: 裏, fields: [{ name: c, columns: [a], read: code, code: QRCode }] }'
    for (const back of ['{ name: 裏, blank: true }', code])
      expect(readSpecification(withPages(front, back)).pages).toHaveLength(2)
  })

  test('両面なのに裏を書いていない仕様では、裏に印刷があれば違う', async () => {
    const { pages, ...rest } = run.specification
    const frontOnly = readSpecification(JSON.stringify({ ...rest, pages: pages.slice(0, 1) }))
    const summary = await verifyPrint({ specification: frontOnly, data: run.data, pdfs: [asPdf(pdf)] })
    expect({ outcome: summary.outcome, ok: summary.ok }).toEqual({ outcome: 'mismatches', ok: 0 })
    expect(summary.mismatches.map(({ kind }) => kind)).toContain('not_blank')
  })

  test('どんな文でも、仕様になるか、断られるか', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => {
          try {
            readSpecification(text)
          } catch (cause) {
            if (!(cause instanceof CannotVerify)) throw cause
          }
        }).not.toThrow()
      }),
    ))

  test('枠が紙の外: ページと項目と行を名指す', async () => {
    const outside = PrintSpecification.parse({
      ...run.specification,
      pages: run.specification.pages.map((page) => ({
        ...page,
        fields: page.fields.map((field) =>
          field.name === '生年月日' ? { ...field, rows: { count: 40, pitch: 9 } } : field,
        ),
      })),
    })
    const refused = await refusal(() => verifyPrint({ specification: outside, data: run.data, pdfs: [asPdf(pdf)] }))
    expect(refused).toMatchObject({ reason: 'field_outside_page', ja: expect.stringMatching(/裏面.*生年月日.*行目/) })
  })

  test('別の案件のデータ: 何も見つからないことを、列と行で言う', async () => {
    const drawn = layoutOf(PLAIN_CHOICES).draw(households(14, seeded(1)))
    const other = households(14, seeded(2))
    const strangers = {
      ...other,
      records: other.records.map((record) => ({
        ...record,
        values: record.values.map((value, at) => (at === 5 ? value : `別${value}`)),
        children: [['別人', '1990-01-01']],
      })),
    }
    const bytes = await pdfkitPdf(drawn)
    const refused = await refusal(() =>
      verifyPrint({ specification: drawn.specification, data: strangers, pdfs: [asPdf(bytes)] }),
    )
    expect(refused).toMatchObject({ reason: 'specification_does_not_fit', ja: expect.stringMatching(/列「.+」/) })
  })
})

describe('データ', () => {
  const specification = readSpecification(
    'version: 1\ntitle: x\ndata: { key: [番号], children: { in: rows, columns: [児童] } }\npages: [{ name: 表, fields: [{ name: 氏名, columns: [氏名], area: [0, 0, 50, 9] }] }]',
  )
  const read = (text: string) => readPrintData(specification, [csv(text)])

  test('児童の行を世帯にまとめる。児童のない世帯もある', async () => {
    const { records } = await read('番号,氏名,児童\n1,試験 花子,甲\n1,試験 花子,乙\n2,見本 太郎,\n')
    expect(records.map(({ key, line, children }) => ({ key, line, children }))).toEqual([
      { key: '1', line: 2, children: [['甲'], ['乙']] },
      { key: '2', line: 4, children: [] },
    ])
  })

  test.each([
    ['番号,児童\n1,甲\n', 'column_missing', '氏名'],
    ['番号,氏名,氏名,児童\n1,a,b,c\n', 'column_twice', '氏名'],
    ['番号,氏名,児童\n1,a,甲\n,b,乙\n', 'key_empty', '3行目'],
    ['番号,氏名,児童\n1,a,甲\n2,b,乙\n1,a,丙\n', 'key_twice', '4行目と2行目'],
    ['番号,氏名,児童\n', 'no_records', 'data.csv'],
    ['', 'no_records', 'data.csv'],
  ])('%j', async (text, reason, place) =>
    expect(
      await refusal(async () => verifyPrint({ specification, data: await read(text), pdfs: [asPdf(pdf)] })),
    ).toMatchObject({ reason, ja: expect.stringContaining(place) }),
  )

  test('子の表だけにある世帯', async () => {
    const joined = PrintSpecification.parse({
      ...specification,
      data: { key: ['番号'], children: { in: 'file', key: ['番号'] } },
    })
    const files = [csv('番号,氏名\n1,a\n'), csv('番号,児童\n1,甲\n9,乙\n', 'children.csv')]
    expect(await refusal(() => readPrintData(joined, files))).toMatchObject({
      reason: 'child_without_record',
      ja: expect.stringMatching(/children.csv の3行目/),
    })
  })

  test('仕様が読むより多いデータファイルは、読まずに確かめたことにしない', async () => {
    const one = csv('番号,氏名,児童\n1,試験 花子,甲\n')
    const more = csv('番号,氏名,児童\n2,見本 太郎,乙\n', 'second.csv')
    expect(await refusal(() => readPrintData(specification, [one, more]))).toMatchObject({
      reason: 'data_files_many',
      ja: expect.stringMatching(/2個.*1個/),
    })
    const joined = PrintSpecification.parse({
      ...specification,
      data: { key: ['番号'], children: { in: 'file', key: ['番号'] } },
    })
    expect(await refusal(() => readPrintData(joined, [one, more, more]))).toMatchObject({
      reason: 'data_files_many',
      ja: expect.stringMatching(/3個.*2個/),
    })
  })

  test('どんなバイト列でも、表になるか、断られるか', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await expect(refusal(() => readPrintData(specification, [{ name: 'x', bytes }]))).resolves.not.toBe('a fault')
      }),
    ))
})

test('poppler も同じ PDF を開ける: 書き手の誤りではない', () => {
  expect(execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' })).toContain('支給決定通知書')
})
