import { expect, test } from 'vitest'
import { currentSession } from '../../src/kernel/access/contract.ts'
import { answerProofQuestion, readProofQuestion } from '../../src/operation/print-checks/contract.ts'
import { readFilePages } from '../../src/operation/print-checks/looking/contract.ts'
import {
  proposePrintFields,
  readPrintSample,
  saveMadeSpecification,
} from '../../src/operation/print-checks/making/contract.ts'
import { answers } from './mock-api.ts'
import { id } from './office.ts'
import { job, jobId } from './print-office.ts'
import { usePrintPages, WIDTHS } from './use-print-pages.ts'

const { open, openOutside, shifted } = usePrintPages()
const at = '2026-11-20T01:00:00Z'

test.each(WIDTHS)('お客様の校了: ゲストが全ページを見て答える ($width px)', async (options) => {
  const question = {
    jobId,
    organisationName: '見本システム株式会社',
    title: job.title,
    personName: 'X市 担当',
    expiresAt: '2026-12-04T01:00:00Z',
    revisionHash: 'e'.repeat(64),
    files: [{ fileId: id(4206), name: '校正紙_両面.pdf', sha256: 'f'.repeat(64), pageCount: 4 }],
    answer: 'waiting',
    isOutdated: false,
  }
  const guest = answers(currentSession, {
    state: 'guest',
    personName: 'X市 担当',
    organisationName: '見本システム株式会社',
    purpose: 'print-checks:sign-off',
    subjectId: jobId,
  })
  const given = [
    guest,
    answers(readProofQuestion, question),
    answers(answerProofQuestion, { ...question, answer: 'signed_off', answeredAt: at }),
  ]
  const { page, look, sent, faults, context } = await openOutside('/guest', given, options)
  const isEnglish = options.language === 'en'
  const right = page.getByRole('button', { name: isEnglish ? /^Sign it off/ : /^校了とする/ })
  expect(await right.getAttribute('aria-disabled'), 'not before every page was shown').toBe('true')
  await look('print-guest')
  await page.getByRole('button', { name: isEnglish ? 'Next two pages' : '次の2ページ' }).click()
  await expect.poll(() => right.getAttribute('aria-disabled')).toBeNull()
  await right.click()
  await page.getByRole('button', { name: isEnglish ? 'Sign off' : '校了とする', exact: true }).click()
  await expect
    .poll(() => sent(answerProofQuestion))
    .toMatchObject({ revisionHash: question.revisionHash, isRight: true })
  expect(faults).toEqual([])
  await context.close()
})

test('PDFのページを、表と裏を並べて見る', async () => {
  const { page, look, context } = await open(`/print-checks/${jobId}/pages?slot=proof`, { width: 360 }, [
    answers(readFilePages, { pageCount: 4 }),
  ])
  await expect.poll(() => page.locator('.sk-print-viewer img').count()).toBe(2)
  await look('print-pages')
  await context.close()
})

const field = {
  name: '氏名',
  columns: ['氏名'],
  of: 'record',
  as: 'text',
  area: [8, 28, 84, 8],
  before: '',
  after: '様',
  identifies: false,
  variants: 'exact',
}

function makerSample() {
  const { run } = shifted()
  const words = [
    { text: `${run.data.records[0]!.values[3]} 様`, box: [10, 29, 40, 4] },
    { text: '支給決定通知書 第3版', box: [8, 42, 50, 4] },
    { text: 'あ-0012', box: [8, 284, 16, 3] },
  ]
  return {
    source: { dataNames: ['テストデータ.csv'], fileId: id(4203), fileName: 'テスト出力.pdf' },
    columns: [...run.data.columns],
    childColumns: [...run.data.childColumns],
    data: { key: ['世帯番号'], children: { in: 'rows', columns: ['児童氏名', '生年月日'] } },
    recordCount: 40,
    pagesPerRecord: 2,
    pageCount: 80,
    pages: [0, 1, 2, 3].map((n) => ({
      widthMm: 210,
      heightMm: 297,
      words: n % 2 === 0 ? words : [],
      key: run.data.records[n >> 1]!.key,
    })),
    marks: [['支給決定通知書 第3版'], []],
  }
}

test.each(WIDTHS)('印刷仕様を、見本を押して作る ($width px)', async (options) => {
  const sample = makerSample()
  const proposals = [
    {
      field,
      found: [
        { page: 0, record: 0, box: [10, 29, 40, 4] },
        { page: 2, record: 1, box: [10, 29, 40, 4] },
      ],
      absent: [],
    },
    {
      field: { ...field, name: '氏名カナ', columns: ['氏名カナ'] },
      found: [{ page: 0, record: 0, box: [10, 29, 40, 4] }],
      absent: [{ page: 2, record: 1 }],
    },
  ]
  const { page, look, sent, faults, context } = await open(
    `/print-checks/${jobId}/specification?slot=test_specification`,
    options,
    [answers(readPrintSample, sample), answers(proposePrintFields, { proposals }), answers(saveMadeSpecification, job)],
  )
  const isEnglish = options.language === 'en'
  // Another text is pressed first, and its answer stays on its way: whoever presses on does not wait for it.
  let held = 0
  await page.route('**/specification/propose', (route) =>
    (route.request().postDataJSON() as { word: number }).word === 1 && held++ === 0 ? undefined : route.fallback(),
  )
  await page.getByLabel(isEnglish ? 'Texts on this page' : 'このページの文字').selectOption('1')
  await expect.poll(() => held).toBe(1)
  const picture = page.locator('.sk-print-clicked-page svg')
  const { width } = (await picture.boundingBox())!
  await picture.click({ position: { x: (20 / 210) * width, y: (31 / 210) * width } })
  await page.getByText(isEnglish ? /found in all 2 places/ : /2か所すべてで見つかりました/).waitFor()
  expect(sent(proposePrintFields)).toMatchObject({ jobId, page: 0, word: 0, pagesPerRecord: 2 })
  await look('print-maker')
  await page.getByRole('button', { name: isEnglish ? 'Add this field' : 'この項目を加える' }).click()
  // By keyboard: from the list.
  await page.getByLabel(isEnglish ? 'Texts on this page' : 'このページの文字').selectOption('1')
  await page.getByRole('button', { name: isEnglish ? 'Add it as constant text' : '定型文に加える' }).click()
  // A text that belongs to no field becomes free, with a reason, and is put right by keyboard.
  const free = '印刷会社の管理記号のため'
  await page.getByLabel(isEnglish ? 'Texts on this page' : 'このページの文字').selectOption('2')
  await page.getByRole('button', { name: isEnglish ? 'No field (free text)' : 'どの項目でもない(自由な文字)' }).click()
  const makeFree = page.getByRole('button', { name: isEnglish ? 'Make this a free area' : 'この範囲を自由領域にする' })
  await makeFree.click()
  await page
    .getByText(isEnglish ? 'Say why it is not compared.' : '照合しない理由を入力してください。')
    .first()
    .waitFor()
  await page.getByLabel(isEnglish ? 'Why it is not compared' : '照合しない理由').fill(free)
  await look('print-maker-free')
  await makeFree.press('Enter')
  await page.getByRole('button', { name: isEnglish ? 'Change free area 1' : '自由領域1を直す' }).press('Enter')
  const wide = page.getByLabel(isEnglish ? 'Width (mm)' : '幅(mm)')
  expect(await wide.inputValue()).toBe('20')
  await wide.fill('205')
  const use = page.getByRole('button', { name: isEnglish ? 'Apply' : 'この内容にする' })
  await use.press('Enter')
  await page
    .getByText(isEnglish ? /fits on the paper/ : /用紙の中に収まる数字/)
    .first()
    .waitFor()
  await wide.fill('３０')
  await look('print-maker-free-edit')
  await use.press('Enter')
  await page.getByText(isEnglish ? /30 × 5 mm/ : /幅30mm、高さ5mm/).waitFor()
  await page.getByLabel(isEnglish ? 'Name of the specification' : '仕様の名前').fill('こども加算')
  // The back has no field: it is not saved until somebody says that nothing is printed there.
  const save = page.getByRole('button', { name: isEnglish ? 'Save this specification' : 'この仕様を保存する' })
  await page.getByText(isEnglish ? 'Page 2, “Back”, has no field.' : '2ページ目「裏面」に項目がありません。').waitFor()
  await save.click({ force: true })
  expect(sent(saveMadeSpecification)).toBeUndefined()
  await page.getByRole('button', { name: isEnglish ? 'Next page' : '次のページ' }).click()
  await page.getByLabel(isEnglish ? 'Also read the text on the printed paper' : '印刷物の文字も読み取る').check()
  // From the top: scrolled, the bar of the product lies over whatever field is just below it.
  await page.evaluate(() => scrollTo(0, 0))
  await look('print-maker-save')
  await page.getByLabel(isEnglish ? 'Nothing is printed on this page' : 'この面は白紙です').check()
  await save.click()
  await expect
    .poll(() => sent(saveMadeSpecification))
    .toMatchObject({
      jobId,
      slot: 'test_specification',
      title: 'こども加算',
      duplex: true,
      readsText: true,
      pages: [
        {
          marks: ['支給決定通知書 第3版'],
          fields: [field],
          blank: false,
          free: [{ area: [6, 283, 30, 5], reason: free }],
        },
        { fields: [], blank: true, free: [] },
      ],
    })
  expect(faults).toEqual([])
  await context.close()
})

test('提出済みの仕様は、続きから直せる。自由領域は、理由とともに並び、外せる', async () => {
  const made = {
    title: '提出済みの仕様',
    data: { key: ['世帯番号'], children: { in: 'none' } },
    duplex: true,
    readsText: false,
    pages: [
      {
        name: 'おもて',
        marks: ['支給決定通知書 第3版'],
        blank: false,
        fields: [field],
        free: [
          { area: [6, 283, 30, 5], reason: '印刷会社の管理記号のため' },
          { area: [150, 10, 40, 6], reason: '発送日を刷るため' },
        ],
      },
      { name: 'うら', marks: [], blank: true, fields: [], free: [] },
    ],
  }
  const path = `/print-checks/${jobId}/specification?slot=test_specification`
  const { page, look, sent, context } = await open(path, { width: 360 }, [
    answers(readPrintSample, { ...makerSample(), saved: { fileName: '提出済みの仕様.yaml', made } }),
    answers(saveMadeSpecification, job),
  ])
  await page.getByText('提出済みの「提出済みの仕様.yaml」の続きから始めます。', { exact: false }).waitFor()
  await page.getByText('理由: 発送日を刷るため').waitFor()
  expect(await page.locator(".sk-print-clicked-page rect[data-kind='free']").count()).toBe(2)
  await look('print-maker-saved')
  await page.getByRole('button', { name: '自由領域1を外す' }).press('Enter')
  await page.getByRole('button', { name: 'この仕様を保存する' }).click()
  const [front, back] = made.pages
  await expect
    .poll(() => sent(saveMadeSpecification))
    .toMatchObject({ title: '提出済みの仕様', pages: [{ ...front, free: [front!.free[1]] }, back] })
  await context.close()
})
