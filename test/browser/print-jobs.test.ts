import { describe, expect, test } from 'vitest'
import {
  decidePrintCheck,
  inviteClient,
  listPrintJobChoices,
  readPrintJob,
  recordHearing,
  registerLot,
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
  expect(await page.getByRole('link', { name: /Excel|spreadsheet/i }).count()).toBeGreaterThan(0)
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
  await page.getByRole('alert').waitFor()
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

  test('仕様・設定の段階: 出したもの、照合、設定の違い', async () => {
    const { page, look, context } = await open(`/print-checks/${jobId}?stage=settings`, { width: 360 })
    await page.getByText('テスト時の設定', { exact: false }).first().waitFor()
    await page.getByText('1か所に理由がありません', { exact: false }).waitFor()
    expect(await page.getByRole('link', { name: '項目ごとに比べる' }).count()).toBe(1)
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
    await page.getByRole('button', { name: '本番PDF: ファイルを出す' }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '本番.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(100_000) })
    await page.getByText('本番.pdf').waitFor()
    await look('print-upload')
    await page.getByRole('button', { name: '送る', exact: true }).click()
    await page.getByRole('button', { name: '本番PDF: ファイルを出す' }).waitFor()
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

  test('刷り上がりを登録する: 書き方の誤りは行で言う', async () => {
    const delivery = {
      ...job,
      stages: job.stages.map((stage) =>
        stage.stage === 'delivery'
          ? { ...stage, state: 'waiting', missing: [{ code: 'lot', facts: {}, people: [] }] }
          : stage,
      ),
    }
    const { page, look, sent, context } = await open(`/print-checks/${jobId}?stage=delivery`, { width: 360 }, [
      answers(readPrintJob, delivery),
      answers(registerLot, delivery),
    ])
    const form = page.getByRole('form', { name: '刷り上がりを登録して抽選する' })
    await form.getByLabel(/^巻・出力ファイル・束/).fill('1巻, 1, 350\n2巻 351 700')
    await form.getByRole('button', { name: '刷り上がりを登録して抽選する' }).click()
    await form.getByText('2行目を', { exact: false }).first().waitFor()
    await look('print-lot')
    await form.getByLabel(/^巻・出力ファイル・束/).fill('1巻, 1, 350\n2巻、351、700')
    await form.getByLabel(/^印刷を再開した件/).fill('352')
    await form.getByRole('button', { name: '刷り上がりを登録して抽選する' }).click()
    await expect
      .poll(() => sent(registerLot))
      .toEqual({
        jobId,
        batches: [
          { kind: 'roll', name: '1巻', from: 1, until: 350 },
          { kind: 'roll', name: '2巻', from: 351, until: 700 },
        ],
        restarts: [352],
        spoiledCount: 0,
      })
    await context.close()
  })
})
