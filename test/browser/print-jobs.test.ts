import { describe, expect, test } from 'vitest'
import {
  decidePrintCheck,
  inviteClient,
  listPrintJobChoices,
  readPrintJob,
  recordHearing,
  redrawSample,
  registerLot,
  reportStoppedLot,
  uploadPrintFile,
} from '../../src/operation/print-checks/contract.ts'
import { answers } from './mock-api.ts'
import { id } from './office.ts'
import { job, jobId } from './print-office.ts'
import { usePrintPages, WIDTHS } from './use-print-pages.ts'

const { open } = usePrintPages()

test.each(WIDTHS)('一覧: どこで止まり、次に何が要るか ($width px)', async (options) => {
  const { page, look, faults, context } = await open('/print-checks', options)
  await page.getByRole('link', { name: job.title }).waitFor()
  await look('print-jobs')
  // What narrows the list stands in the address, and narrows its file too.
  const narrowed = async () => {
    const file = await page.getByRole('link', { name: /Excel|spreadsheet/i }).getAttribute('href')
    return Object.fromEntries(new URL(file!, page.url()).searchParams)
  }
  await page.getByRole('searchbox').fill('通知書')
  await page.keyboard.press('Enter')
  await expect.poll(narrowed).toMatchObject({ text: '通知書' })
  await page.getByRole('link', { name: options.language === 'en' ? 'Waiting for me' : '私の番' }).click()
  await expect.poll(narrowed).toMatchObject({ isMine: 'true' })
  expect(faults).toEqual([])
  await context.close()
})

test('登録: 案件、印刷会社、担当者を選ぶ', async () => {
  const choices = {
    engagements: [
      {
        engagementId: id(500),
        name: job.engagementName,
        clientName: 'X市',
        mustClientSignOff: true,
        printers: [{ partyId: id(600), name: 'A社(印刷)', tier: 1, people: [{ personId: id(9), name: '印刷 一郎' }] }],
      },
    ],
  }
  const { page, look, sent, context } = await open('/print-checks/add', { width: 360 }, [
    answers(listPrintJobChoices, choices),
  ])
  await page.getByRole('button', { name: '印刷案件を登録する' }).click()
  const faults = page.getByRole('alert')
  await faults.waitFor()
  expect(await faults.getByRole('listitem').allTextContents(), 'only fields that are there').toEqual([
    '件名: 入力してください。',
    '案件: 入力してください。',
  ])
  await page.getByLabel('案件', { exact: true }).selectOption(id(500))
  await page.getByLabel('印刷会社', { exact: true }).selectOption(id(600))
  await page.getByLabel(/印刷会社の担当者/).selectOption(id(9))
  await look('print-add')
  expect(sent(listPrintJobChoices)).toBeUndefined()
  await context.close()
})

describe('案件の画面', () => {
  test.each(WIDTHS)('次に必要なこと、4つの段階、自分の決定 ($width px)', async (options) => {
    const { page, look, sent, faults, context } = await open(`/print-checks/${jobId}`, options, [
      answers(decidePrintCheck, job),
    ])
    const isEnglish = options.language === 'en'
    await page.getByText(isEnglish ? 'It is your turn' : '次は、あなたの番です').waitFor()
    // No machine inspects what the client decides.
    await page.getByText(isEnglish ? 'The client’s answer' : 'お客様の回答', { exact: true }).waitFor()
    await look('print-job')
    const pass = page.getByRole('button', { name: isEnglish ? 'Sign the proof off' : '校了にする' })
    expect(await pass.getAttribute('aria-disabled'), 'a finding has to be ticked first').toBe('true')
    await page.getByRole('checkbox').first().check()
    await pass.click()
    await expect
      .poll(() => sent(decidePrintCheck))
      .toMatchObject({ jobId, stage: 'proof', check: 'proof-sign-off', outcome: 'pass', findingIds: ['f1'] })
    expect(faults).toEqual([])
    await context.close()
  })

  test.each(WIDTHS)('止まった案件: なぜか、だれが何をするか、どこでするか ($width px)', async (options) => {
    const stopped = {
      ...job,
      stages: job.stages.map((stage) =>
        stage.stage === 'proof'
          ? {
              ...stage,
              state: 'stopped',
              mine: [],
              missing: [
                { code: 'run_wrong', facts: { kind: 'proof' }, people: ['印刷 一郎'] },
                { code: 'client_sign_off', facts: {}, people: [] },
              ],
            }
          : stage,
      ),
    }
    const { page, look, context } = await open(`/print-checks/${jobId}`, options, [answers(readPrintJob, stopped)])
    const isEnglish = options.language === 'en'
    const ask = page.locator('.sk-ask')
    await ask.getByText(isEnglish ? 'Next: 印刷 一郎' : '次の担当: 印刷 一郎 さん').waitFor()
    await ask
      .getByText(isEnglish ? 'ask the printer about the cause' : '原因と直し方を印刷会社に尋ねてください')
      .waitFor()
    await ask.getByText(isEnglish ? 'The client has not been asked' : 'お客様に、まだ校了を依頼していません').waitFor()
    const result = ask.getByRole('link', { name: isEnglish ? 'See the result' : '結果を見る' })
    expect(await result.getAttribute('href')).toContain('/runs/')
    await look('print-job-stopped')
    await context.close()
  })

  test('提出を待つ案件: 印刷会社の担当者の番で、押すと提出するところへ移る', async () => {
    const waiting = {
      ...job,
      reader: 'printer',
      stages: job.stages.map((stage) =>
        stage.stage === 'proof'
          ? {
              ...stage,
              mine: [],
              // What others do stands behind what the reader does.
              missing: [
                { code: 'client_sign_off', facts: {}, people: [] },
                { code: 'file', facts: { slot: 'proof' }, people: ['印刷 一郎'], isMine: true },
              ],
            }
          : stage,
      ),
    }
    const { page, look, context } = await open(`/print-checks/${jobId}`, { width: 360 }, [
      answers(readPrintJob, waiting),
    ])
    await page.getByRole('heading', { name: '次は、あなたの番です' }).waitFor()
    await page.locator('.sk-print-ask-what').getByText('「校正紙」がまだありません。').waitFor()
    await page.getByRole('link', { name: '提出するところへ' }).press('Enter')
    await expect
      .poll(() => page.locator('#files').evaluate((part) => part.getBoundingClientRect().top))
      .toBeLessThan(200)
    await look('print-job-files')
    await context.close()
  })

  test('仕様・設定の段階: 出したもの、照合、設定の違い', async () => {
    const { page, look, context } = await open(`/print-checks/${jobId}?stage=settings`, { width: 360 })
    await page.getByText('テスト時の設定', { exact: false }).first().waitFor()
    await page.getByText('1か所に理由がありません', { exact: false }).waitFor()
    expect(await page.getByRole('link', { name: '項目ごとに比べる' }).count()).toBe(1)
    await page.getByText('理由: 印刷会社の管理記号のため').waitFor()
    await look('print-settings')
    await context.close()
  })

  test('校正: お客様に校了を依頼する', async () => {
    const { page, look, sent, context } = await open(`/print-checks/${jobId}?stage=proof`, { width: 360 }, [
      answers(inviteClient, { signOffId: id(1), linkId: id(2), link: '/guest#abcdefgh' }),
    ])
    const form = page.getByRole('form', { name: '校了を依頼する' })
    await form.getByLabel('お客様の担当者の氏名').fill('X市 太郎')
    await form.getByLabel(/メールアドレス/).fill('taro@x-city.example')
    await form.getByRole('button', { name: '校了を依頼する' }).click()
    await page.getByText('/guest#abcdefgh').waitFor()
    await look('print-invite')
    expect(sent(inviteClient)).toEqual({ jobId, name: 'X市 太郎', address: 'taro@x-city.example', days: 14 })
    await context.close()
  })

  test('ファイルを出す: どこまで送ったかが見える', async () => {
    const { page, look, asked, context } = await open(`/print-checks/${jobId}?stage=production`, { width: 360 }, [
      answers(uploadPrintFile, job),
    ])
    await page.getByRole('button', { name: '本番PDF: ファイルを提出する' }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '本番.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(100_000) })
    await page.getByText('本番.pdf').waitFor()
    await look('print-upload')
    await page.getByRole('button', { name: '送る', exact: true }).click()
    await page.getByRole('button', { name: '本番PDF: ファイルを提出する' }).waitFor()
    expect(asked.some(({ path, headers }) => path === uploadPrintFile.path && headers['x-sekisho'] === '1')).toBe(true)
    expect(await page.getByText('480 / 1,400ページ').count(), 'how far the verification is').toBe(1)
    await context.close()
  })

  test('工程ヒアリングを記録する', async () => {
    const hearing = {
      ...job,
      stages: job.stages.map((stage) =>
        stage.stage === 'production'
          ? {
              ...stage,
              state: 'waiting',
              missing: [{ code: 'hearing', facts: {}, people: [] }],
              mine: ['process-hearing'],
            }
          : stage,
      ),
    }
    const { page, look, sent, context } = await open(`/print-checks/${jobId}?stage=production`, { width: 1280 }, [
      answers(readPrintJob, hearing),
      answers(recordHearing, hearing),
    ])
    const form = page.getByRole('form', { name: '工程ヒアリング' })
    await form.getByRole('button', { name: '記録して確認済みにする' }).click()
    await form.getByRole('alert').waitFor()
    await form.getByLabel(/^実施日/).fill('R8.11.20')
    await form.getByLabel(/^出席者/).fill('見本 太郎、印刷 一郎')
    for (const box of await form.locator('textarea').all()) await box.fill('聞き取った内容')
    await look('print-hearing')
    await form.getByRole('button', { name: '記録して確認済みにする' }).click()
    await expect.poll(() => sent(recordHearing)).toMatchObject({ jobId, heldOn: '2026-11-20' })
    await context.close()
  })

  test('聞き取ったあとで本番PDFが差し替えられたら、記録を確かめ直すか、記録し直す', async () => {
    const heard = {
      ...job,
      hearing: {
        hearingId: id(4300),
        heldOn: '2026-11-20',
        attendees: '見本 太郎、印刷 一郎',
        answers: [{ question: '表と裏は、どの値で組み合わせますか。', answer: '世帯番号で組み合わせます。' }],
        recordedBy: '見本 太郎',
        recordedAt: '2026-11-20T01:00:00Z',
      },
      stages: job.stages.map((stage) =>
        stage.stage === 'production'
          ? {
              ...stage,
              state: 'waiting',
              missing: [{ code: 'decision', facts: { check: 'process-hearing' }, people: ['見本 太郎'], isMine: true }],
              mine: ['process-hearing'],
            }
          : stage,
      ),
    }
    const { page, look, sent, context } = await open(`/print-checks/${jobId}?stage=production`, { width: 360 }, [
      answers(readPrintJob, heard),
      answers(decidePrintCheck, heard),
    ])
    await page.getByText('聞き取り直して記録する').waitFor()
    await look('print-heard-again')
    await page.getByRole('button', { name: 'この記録で確認済みにする' }).click()
    await expect
      .poll(() => sent(decidePrintCheck))
      .toMatchObject({ jobId, stage: 'production', check: 'process-hearing', outcome: 'pass' })
    await context.close()
  })

  test('刷り上がりを登録する: 書き方の誤りは行で言う', async () => {
    const delivery = {
      ...job,
      stages: job.stages.map((stage) =>
        stage.stage === 'delivery'
          ? { ...stage, state: 'waiting', missing: [{ code: 'lot', facts: {}, people: [] }] }
          : stage,
      ),
      // Of a lot before this one: what lies there now is begun with, not verified again.
      runs: job.runs.slice(0, 1).map((run) => ({ ...run, kind: 'scan' as const, isCurrent: false })),
    }
    const { page, look, sent, context } = await open(`/print-checks/${jobId}?stage=delivery`, { width: 360 }, [
      answers(readPrintJob, delivery),
      answers(registerLot, delivery),
    ])
    const verify = page.getByRole('button', { name: '照合を始める' })
    expect(await verify.getAttribute('aria-disabled'), 'there is no scan').toBe('true')
    await page.getByText('ファイルがそろうと、照合できます。').waitFor()
    const form = page.getByRole('form', { name: '刷り上がりを登録して抽選する' })
    await form.getByLabel(/^ロール・出力ファイル・束/).fill('ロール1, 1, 350\nロール2 351 700')
    await form.getByRole('button', { name: '刷り上がりを登録して抽選する' }).click()
    await form.getByText('2行目を', { exact: false }).first().waitFor()
    await look('print-lot')
    await form.getByLabel(/^ロール・出力ファイル・束/).fill('ロール1, 1, 350\nロール2、351、700')
    await form.getByLabel(/^印刷を再開した件/).fill('352')
    await form.getByRole('button', { name: '刷り上がりを登録して抽選する' }).click()
    await expect
      .poll(() => sent(registerLot))
      .toEqual({
        jobId,
        batches: [
          { kind: 'roll', name: 'ロール1', from: 1, until: 350 },
          { kind: 'roll', name: 'ロール2', from: 351, until: 700 },
        ],
        restarts: [352],
        spoiledCount: 0,
      })
    await context.close()
  })
})

const stoppedLot = {
  lotId: id(4401),
  number: 1,
  cause: 'sample' as const,
  done: '全数を回収して裁断し、面付けを直して刷り直した。',
  report: {
    reportId: id(4402),
    link: `/obligations/${id(4403)}`,
    itemCount: 700,
    openedCount: 12,
    mismatchCount: 1,
    sentence: {
      ja: 'ロット1の抜き取りで、開封した12件のうち1面がデータと一致しませんでした。',
      en: 'In the sample of lot 1, 1 sides of 12 opened items differed from the data.',
    },
    reportedBy: '見本 七海',
    reportedAt: '2026-11-20T01:00:00Z',
  },
}
const afterStops = {
  ...job,
  stages: job.stages.map((stage) =>
    stage.stage === 'delivery'
      ? { ...stage, state: 'waiting', missing: [{ code: 'sample', facts: { count: 20 }, people: ['見本 七海'] }] }
      : { ...stage, state: 'passed', missing: [], mine: [] },
  ),
  lot: {
    lotId: id(4410),
    number: 3,
    itemCount: 700,
    batches: [],
    restarts: [],
    spoiledCount: 0,
    registeredBy: '見本 七海',
    registeredAt: '2026-11-20T01:00:00Z',
    isCurrent: true,
    isStopped: false,
    isUnopened: true,
    reason: '二つ目のロットも、スキャンで不一致が見つかったため。',
    stopped: [stoppedLot, { lotId: id(4404), number: 2, cause: 'scan' as const }],
    sample: { sampleId: id(4411), itemCount: 20, doneCount: 0, mismatchCount: 0 },
  },
  keeping: {
    contentDays: 90,
    freeze: { cause: 'lawsuit' as const, at: '2026-11-20T01:00:00Z', by: '見本 四季', reason: '契約A-12の紛争。' },
  },
}

test.each(WIDTHS)('止めたロットと処置、事務局への第一報、抽選のやり直し、凍結 ($width px)', async (options) => {
  const { page, look, sent, faults, context } = await open(`/print-checks/${jobId}?stage=delivery`, options, [
    answers(readPrintJob, afterStops),
    answers(reportStoppedLot, afterStops),
    answers(redrawSample, afterStops),
  ])
  const isEnglish = options.language === 'en'
  await page.getByText(stoppedLot.done).waitFor()
  await page
    .getByText(isEnglish ? /^Draw the sample again before/ : /^開封する前に、抽選をやり直す/)
    .first()
    .click()
  const redraw = page.getByRole('button', { name: isEnglish ? 'Draw it again' : '抽選をやり直す' })
  await redraw.click()
  await page
    .getByText(isEnglish ? 'Say why it is drawn again.' : 'やり直す理由を書いてください。')
    .first()
    .waitFor()
  await look('print-stopped-lots')
  await page
    .getByRole('button', { name: isEnglish ? /^Report a suspected incident/ : '事故のおそれとして事務局に知らせる' })
    .click()
  await expect.poll(() => sent(reportStoppedLot)).toEqual({ jobId, lotId: id(4404) })
  await page.getByLabel(isEnglish ? /^Why it is drawn again/ : /^やり直す理由/).fill('番号を伝えてしまったため。')
  await redraw.click()
  await expect.poll(() => sent(redrawSample)).toEqual({ jobId, reason: '番号を伝えてしまったため。' })
  expect(faults).toEqual([])
  await context.close()
})

test('担当でない組織の人には、進みぐあいと、見られない理由だけを示す', async () => {
  const { page, look, context } = await open(`/print-checks/${jobId}?stage=proof`, { width: 360 }, [
    answers(readPrintJob, { ...job, isOnlooker: true }),
  ])
  await page.getByText('この案件は別の組織が担当しています。', { exact: false }).waitFor()
  expect(await page.getByText('校正紙_両面.pdf').count()).toBe(0)
  await look('print-onlooker')
  await context.close()
})

test('納品書を作るボタンと検証の報告書は、使える人にだけ出す', async () => {
  for (const [reader, isOffered] of [
    ['own', true],
    ['printer', true],
    ['client', false],
  ] as const) {
    const { page, context } = await open(`/print-checks/${jobId}?stage=delivery`, { width: 360 }, [
      answers(readPrintJob, { ...job, reader }),
    ])
    await page.getByRole('heading', { name: '納品書', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: /検証の報告書/ }).count(), reader).toBe(isOffered ? 1 : 0)
    expect(await page.getByRole('button', { name: '納品書を作る' }).count(), reader).toBe(isOffered ? 1 : 0)
    await context.close()
  }
})
