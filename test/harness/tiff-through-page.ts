import { expect } from 'vitest'
import { verifyApart } from '../../src/engines/print-match/index.ts'
import { equipPrintChecks } from '../../src/operation/print-checks/index.ts'
import { launchBrowser, openPage } from '../browser/harness.ts'
import type { usePrintHouse } from './print-house.ts'

/** Hands in a scan of one sheet on the page, starts its verification there, and reads that it is right. */
export async function tiffThroughThePage(house: ReturnType<typeof usePrintHouse>, jobId: string, tiff: Buffer) {
  const browser = await launchBrowser()
  try {
    const { page, context, faults } = await openPage(browser, house.web.url, { width: 1280 })
    const { cookies } = await house.as('own2-worker')
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: house.web.url })))
    await page.goto(`${house.web.url}/print-checks/${jobId}?stage=delivery`)
    await page.getByRole('button', { name: /^刷り上がりのスキャン: 差し替える/ }).click()
    await page.locator('input[type=file]').setInputFiles({ name: 'scan.tif', mimeType: 'image/tiff', buffer: tiff })
    await page.getByRole('button', { name: '送る' }).click()
    await page.locator('.sk-print-file-name').getByText('scan.tif').waitFor()
    // What was verified before is old now.
    await page.getByRole('button', { name: '照合を始める' }).click()
    await page.locator('.sk-print-run').getByText('順番待ち').waitFor()
    const run = (await house.look(jobId)).runs.find(({ kind, state }) => kind === 'scan' && state === 'waiting')!
    equipPrintChecks(house.web.parts.database, { ...house.equipment, verify: verifyApart })
    await house.work(run.runId)
    equipPrintChecks(house.web.parts.database, house.equipment)
    await page.goto(`${house.web.url}/print-checks/${jobId}/runs/${run.runId}`)
    await page.getByText('スキャンした1枚の表と裏を、それぞれのデータと突き合わせました。').waitFor()
    await page.getByText('scan.tif').waitFor()
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
}
