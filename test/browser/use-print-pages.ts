import type { Page } from 'playwright-core'
import { beforeAll } from 'vitest'
import { listPrintJobs, readPrintJob } from '../../src/operation/print-checks/contract.ts'
import type { PageOptions } from './harness.ts'
import { type Answer, answers } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { job, jobId, shiftedRun } from './print-office.ts'
import { useProductPages } from './use-product-pages.ts'

const RIGHTS = ['read', 'work', 'decide', 'manage'].map((verb) => `print-checks:${verb}`)
const line = {
  jobId,
  title: job.title,
  engagementName: job.engagementName,
  printerName: job.printerName,
  clientName: 'X市',
  stage: 'proof',
  state: 'waiting',
  missing: 'decision',
  isMine: true,
  createdAt: '2026-11-20T01:00:00Z',
}
const other = {
  jobId: id(4001),
  title: 'Y市 検診のお知らせ',
  stage: 'delivery',
  state: 'stopped',
  missing: 'lot_stopped',
}
const plain: readonly Answer[] = [
  ...office,
  answers(listPrintJobs, { items: [line, { ...line, ...other, isMine: false }] }),
  answers(readPrintJob, job),
]

/** Both ways in which the screens are looked at: a desk in Japanese, a phone in English. */
export const WIDTHS: readonly PageOptions[] = [{ width: 1280 }, { width: 360, language: 'en' }]

/** The product's screens over a print run that the engine has verified, with its pages as pictures. */
export function usePrintPages() {
  const product = useProductPages()
  const known: { run?: Awaited<ReturnType<typeof shiftedRun>> } = {}
  beforeAll(async () => {
    known.run = await shiftedRun()
  })
  const shifted = () => known.run!

  const onPaper = (page: Page) =>
    page.route(/(page-image|file\/image|proof\/image)/, (route) => {
      const asked = Number(new URL(route.request().url()).searchParams.get('page'))
      return route.fulfill({ contentType: 'image/png', body: shifted().images[(asked - 1) % shifted().images.length]! })
    })
  const opened = async (path: string, given: readonly Answer[], options: PageOptions) => {
    const first = path.startsWith('/guest') ? '/guest' : '/print-checks'
    const window = await product.open(first, given, options)
    await onPaper(window.page)
    await window.go(path)
    await window.settled()
    return window
  }
  return {
    shifted,
    /** A page for somebody who holds every right of the print checks. */
    open: (path: string, options: PageOptions = { width: 1280 }, more: readonly Answer[] = []) =>
      opened(path, [...plain, signedIn({ rights: RIGHTS, language: options.language ?? 'ja' }), ...more], options),
    /** A page for somebody who is not signed in. */
    openOutside: opened,
  }
}
