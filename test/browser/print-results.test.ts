import { describe, expect, test } from 'vitest'
import {
  enterSampleItem,
  explainDifference,
  listDifferences,
  listMismatches,
  photographSampleItem,
  readSample,
  readSheet,
  readVerification,
} from '../../src/operation/print-checks/contract.ts'
import { answers } from './mock-api.ts'
import { id } from './office.ts'
import { job, jobId, mismatchesOf, runId, sheetOf, verificationOf } from './print-office.ts'
import { usePrintPages, WIDTHS } from './use-print-pages.ts'

const { open, shifted } = usePrintPages()
const at = '2026-11-20T01:00:00Z'

describe('照合の結果', () => {
  const result = () => [
    answers(readVerification, verificationOf(shifted())),
    answers(listMismatches, { items: mismatchesOf(shifted()).slice(0, 8) }),
    { ...answers(readSheet, sheetOf(shifted(), 12)), body: () => readSheet.output.parse(sheetOf(shifted(), 12)) },
  ]

  test.each(WIDTHS)('診断が先、全部の用紙、表と裏とデータ ($width px)', async (options) => {
    const { files, diagnosis, ...verification } = verificationOf(shifted())
    const beside = [
      {
        kind: 'others_text',
        sentence: { ja: '3枚目で、項目の外に別の人の値があります。', en: 'Somebody else’s value.' },
      },
      {
        kind: 'column_undeclared',
        sentence: { ja: '項目にない列「備考」の値があります。', en: 'An undeclared column.' },
      },
    ]
    const specification = { slot: 'specification', name: '本番の設定.yaml', sha256: '5'.repeat(64) }
    const { page, look, faults, context } = await open(`/print-checks/${jobId}/runs/${runId}`, options, [
      ...result(),
      answers(readVerification, {
        ...verification,
        diagnosis: [...diagnosis, ...beside],
        files: [specification, ...files],
      }),
    ])
    const sentence = verificationOf(shifted()).diagnosis[0]!.sentence
    await page
      .getByText(options.language === 'en' ? sentence.en : sentence.ja)
      .first()
      .waitFor()
    const images = page.locator('.sk-print-sides img')
    await expect.poll(() => images.count()).toBe(2)
    await expect
      .poll(() => images.evaluateAll((all) => all.every((each) => (each as HTMLImageElement).naturalWidth > 100)))
      .toBe(true)
    expect(await page.locator('.sk-print-sides rect').count(), 'differing fields are boxed').toBeGreaterThan(0)
    const advice =
      options.language === 'en' ? 'Hand in a corrected file' : '原因を直したファイルを「差し替える」から提出し'
    await page.getByText(advice, { exact: false }).waitFor()
    // Text beside the fields: whose value it is decides whether the specification or the PDF is put right.
    await page
      .getByText(options.language === 'en' ? /Do not make it a free area/ : /自由領域にせず、PDFを作り直して/)
      .waitFor()
    await page
      .getByText(options.language === 'en' ? /later stages, have to be repeated/ : /すべてやり直しになります/)
      .waitFor()
    const make = options.language === 'en' ? 'Change the specification on the screen' : '印刷仕様を画面で直す'
    expect(await page.getByRole('link', { name: make }).getAttribute('href')).toBe(
      `/print-checks/${jobId}/specification?slot=specification`,
    )
    await look('print-result')
    expect(faults).toEqual([])
    await context.close()
  })

  test('キーボードで次の不一致へ移り、アドレスに残る', async () => {
    const { page, now, context } = await open(`/print-checks/${jobId}/runs/${runId}`, { width: 1280 }, result())
    await page.getByRole('heading', { name: '12枚目' }).waitFor()
    const next = shifted().summary.spans.find(({ state, to }) => state === 'mismatch' && to > 12)!
    const expected = Math.max(13, next.from)
    now({ ...answers(readSheet, sheetOf(shifted(), expected)) })
    await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: `${expected}枚目` }).waitFor()
    expect(new URL(page.url()).searchParams.get('sheet')).toBe(String(expected))
    now({ ...answers(readSheet, sheetOf(shifted(), 12)) })
    await page.getByRole('button', { name: '前の不一致' }).click()
    await page.getByRole('heading', { name: '12枚目' }).waitFor()
    await context.close()
  })

  test('正しい刷りは、正しいとだけ言う', async () => {
    const right = {
      ...verificationOf(shifted()),
      outcome: 'right',
      diagnosis: [],
      spans: [{ from: 1, to: 40, state: 'ok' }],
      listedCount: 0,
      counts: { ...verificationOf(shifted()).counts!, ok: 40, mismatches: 0 },
    }
    const { page, look, context } = await open(`/print-checks/${jobId}/runs/${runId}`, { width: 1280 }, [
      answers(readVerification, right),
      answers(listMismatches, { items: [] }),
    ])
    await page.getByText('データ40件とすべて突き合わせました', { exact: false }).waitFor()
    expect(await page.getByText('不一致はありません。').count()).toBe(1)
    await look('print-right')
    await context.close()
  })
})

test('設定の違いに理由を書く', async () => {
  const differences = [
    {
      differenceId: 'd1',
      page: '裏面',
      field: '児童氏名',
      setting: 'columns',
      settingName: { ja: 'データの列', en: 'columns of the data' },
      tested: { ja: '「児童氏名」', en: '“児童氏名”' },
      production: { ja: '「保護者氏名」', en: '“保護者氏名”' },
      sentence: { ja: '「裏面」の「児童氏名」のデータの列が違います。', en: 'It differs.' },
    },
    {
      differenceId: 'd2',
      setting: 'counts',
      settingName: { ja: '件数の取り決め', en: 'agreed counts' },
      tested: { ja: 'データ 48', en: 'records 48' },
      production: { ja: 'データ 700', en: 'records 700' },
      sentence: { ja: '全体の件数の取り決めが違います。', en: 'It differs.' },
      explanation: { text: '本番の件数のため。', by: '印刷 一郎', at },
    },
  ]
  const { page, look, sent, context } = await open(`/print-checks/${jobId}/differences`, { width: 360 }, [
    answers(listDifferences, { isCompared: true, items: differences }),
    answers(explainDifference, job),
  ])
  await page.getByRole('button', { name: /「裏面 · 児童氏名 データの列」の違いの理由を書く/ }).click()
  await page.getByLabel('違っていてよい理由').fill('列名だけが変わったため。')
  await look('print-differences')
  await page.getByRole('button', { name: '記録する' }).click()
  await expect
    .poll(() => sent(explainDifference))
    .toEqual({ jobId, differenceId: 'd1', text: '列名だけが変わったため。' })
  await context.close()
})

describe('抜き取り開封', () => {
  const side = (page: number, name: 'front' | 'back', field: string, canPhotograph = false) => ({
    page,
    pageName: name === 'front' ? '表面' : '裏面',
    side: name,
    field,
    canPhotograph,
    readsText: canPhotograph,
  })
  const entry = (matches: boolean) => ({ how: 'typed', matches, by: '見本 太郎', at })
  const items = [
    {
      item: 1,
      sheet: 1,
      batch: 'ロール1',
      reasons: ['first', 'batch_first'],
      sides: [
        { ...side(0, 'front', '宛名'), entry: entry(true) },
        { ...side(1, 'back', '児童氏名'), entry: entry(true) },
      ],
    },
    {
      item: 352,
      sheet: 352,
      batch: 'ロール2',
      reasons: ['restart'],
      sides: [side(0, 'front', '宛名', true), { ...side(1, 'back', '児童氏名'), isFirstOfSeveral: true }],
    },
    {
      item: 611,
      sheet: 611,
      batch: 'ロール2',
      reasons: [],
      sides: [side(0, 'front', '宛名'), side(1, 'back', '児童氏名')],
    },
  ]
  const lot = {
    lotId: id(5000),
    number: 1,
    itemCount: 700,
    batches: [
      { kind: 'roll', name: 'ロール1', from: 1, until: 350 },
      { kind: 'roll', name: 'ロール2', from: 351, until: 700 },
    ],
    restarts: [352],
    spoiledCount: 4,
    registeredBy: '印刷 一郎',
    registeredAt: at,
    isCurrent: true,
    isStopped: false,
    sample: { sampleId: id(5001), itemCount: 3, doneCount: 1, mismatchCount: 0 },
  }
  const sample = {
    lot,
    revisionHash: 'b'.repeat(64),
    plan: { mandatoryCount: 20, randomCount: 149, badShare: 0.02, confidence: 0.95, acceptanceNumber: 0 },
    seed: 'c'.repeat(64),
    populationHash: 'd'.repeat(64),
    drawnAt: at,
    mayEnter: true,
    openerName: '見本 太郎',
    items,
  }

  test.each([{ width: 360 }, { width: 1280, language: 'en' as const }])(
    '現物の表と裏を打ち込む ($width px)',
    async (options) => {
      const { page, look, sent, faults, context } = await open(`/print-checks/${jobId}/sample`, options, [
        answers(readSample, sample),
        answers(enterSampleItem, {
          item: { ...items[1]!, sides: items[1]!.sides.map((each) => ({ ...each, entry: entry(true) })) },
          isStopped: false,
        }),
      ])
      const isEnglish = options.language === 'en'
      await page
        .getByText(isEnglish ? '1 of 3 items checked' : '3件のうち1件を確認しました')
        .first()
        .waitFor()
      await look('print-sample')
      const [front, back] = [
        page.getByLabel(isEnglish ? /^Front/ : /^表\(/),
        page.getByLabel(isEnglish ? /^Back/ : /^裏\(/),
      ]
      await front.first().fill('試験 花子')
      await page.getByRole('button', { name: isEnglish ? 'Check and continue' : '確かめて次へ' }).click()
      await page.getByRole('alert').waitFor()
      await back.fill('試験 桜')
      await page.getByRole('button', { name: isEnglish ? 'Check and continue' : '確かめて次へ' }).click()
      await expect
        .poll(() => sent(enterSampleItem))
        .toEqual({
          jobId,
          sampleId: id(5001),
          item: 352,
          answers: [
            { page: 0, typed: '試験 花子' },
            { page: 1, typed: '試験 桜' },
          ],
        })
      await page.getByRole('heading', { name: isEnglish ? /^Item 611/ : /^611件目/ }).waitFor()
      expect(faults).toEqual([])
      await context.close()
    },
  )

  test.each([{ width: 360 }, { width: 1280, language: 'en' as const }])(
    '写真の文字を読む間は待つように言い、読めなければどうするかを言う ($width px)',
    async (options) => {
      const { page, look, faults, context } = await open(`/print-checks/${jobId}/sample`, options, [
        answers(readSample, sample),
      ])
      const isEnglish = options.language === 'en'
      const refusal = { code: 'text_illegible', facts: {} }
      const read = Promise.withResolvers<void>()
      await page.route(`**${photographSampleItem.path}`, async (route) => {
        await read.promise
        await route.fulfill({ status: 400, json: { refusal } })
      })
      const choose = page.getByLabel(isEnglish ? 'Photograph the front' : '表を撮影して読み取る')
      await choose.setInputFiles({ name: 'front.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('photo') })
      await page
        .getByText(isEnglish ? 'Please stay on this page.' : 'このままお待ちください。', { exact: false })
        .waitFor()
      await look('print-photo-reading')
      read.resolve()
      const next = isEnglish ? 'or type what is printed.' : '印刷されている内容を入力してください。'
      await page.getByRole('alert').getByText(next, { exact: false }).waitFor()
      expect(await choose.isEnabled(), 'it may be taken again').toBe(true)
      await look('print-photo-illegible')
      expect(faults.filter((fault) => !fault.includes('400'))).toEqual([])
      await context.close()
    },
  )

  test('1件でも合わなければ、止まったと言う', async () => {
    const stopped = {
      ...sample,
      lot: { ...lot, isStopped: true },
      items: items.map((item) =>
        item.item === 352
          ? { ...item, sides: item.sides.map((each, n) => ({ ...each, entry: entry(n === 0) })) }
          : item,
      ),
    }
    const { page, look, context } = await open(`/print-checks/${jobId}/sample?item=352`, { width: 360 }, [
      answers(readSample, stopped),
    ])
    await page.getByRole('alert').getByText('データと合わない現物がありました', { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: '開封を終える' }).count()).toBe(0)
    await page.getByText('裏(裏面)の「児童氏名」(この面の最初の1人)').waitFor()
    expect(await page.getByText('この件は確認済みです。').count()).toBe(0)
    await look('print-stopped')
    await context.close()
  })
})
