import { expect, test } from 'vitest'
import { readPrintRetention } from '../../src/operation/print-checks/keeping/contract.ts'
import { changePrintNudging, readPrintNudging } from '../../src/operation/print-checks/nudging/contract.ts'
import { answers } from './mock-api.ts'
import { office, signedIn } from './office.ts'
import { WIDTHS } from './use-print-pages.ts'
import { useProductPages } from './use-product-pages.ts'

const { open } = useProductPages()

test.each(WIDTHS)('組織の設定: 催促と上への連絡までの時間を変え、順の違いは項目で言う ($width px)', async (options) => {
  const nudging = { reminderAfterMinutes: 120, escalationAfterMinutes: 240, version: 0 }
  const { page, look, sent, faults, context } = await open(
    '/organisation-settings',
    [
      ...office,
      signedIn({ rights: ['print-checks:oversee'], language: options.language ?? 'ja' }),
      answers(readPrintRetention, { contentDays: 90, version: 0 }),
      answers(readPrintNudging, nudging),
      answers(changePrintNudging, { ...nudging, reminderAfterMinutes: 90, version: 1 }),
    ],
    options,
  )
  const isEnglish = options.language === 'en'
  const form = page.getByRole('form', { name: isEnglish ? 'Print jobs: reminders' : '印刷案件: 催促' })
  const reminder = form.getByLabel(isEnglish ? /^Reminder after/ : /^催促まで/)
  expect(await reminder.inputValue()).toBe('2')
  await reminder.fill('4')
  const save = form.getByRole('button', { name: isEnglish ? 'Save' : '保存する' })
  await save.click()
  await form
    .getByRole('alert')
    .getByText(isEnglish ? 'longer than the time until the reminder' : '催促までの時間より長く')
    .waitFor()
  await look('print-nudging')
  expect(sent(changePrintNudging)).toBeUndefined()
  await reminder.fill('1.5')
  await save.click()
  await expect.poll(() => sent(changePrintNudging)).toEqual({ ...nudging, reminderAfterMinutes: 90 })
  await page
    .getByText(isEnglish ? 'Saved. It applies to what waits now' : '保存しました。いま待っている確認にも')
    .waitFor()
  expect(faults).toEqual([])
  await context.close()
})
