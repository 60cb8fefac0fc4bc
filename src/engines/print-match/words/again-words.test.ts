import { expect, test } from 'vitest'
import { CannotVerify, type CannotVerifyReason } from '../cannot-verify.ts'
import { cannotVerifyText } from './cannot-verify-words.ts'

const said = (reason: CannotVerifyReason, file: string, language: 'ja' | 'en') =>
  cannotVerifyText(new CannotVerify(reason, { file, page: 3, limitGigabytes: 0.1 }), language)

test.each([
  ['本番.pdf', /3ページ目を読めません。PDF を作り直/, /Make the PDF again/],
  ['scan.TIF', /スキャンし直すか、スキャナーで PDF/, /Scan it again, or have the scanner make a PDF/],
  ['scan.jpeg', /スキャンし直すか、JPEG か PNG/, /Scan it again, or save it again as a JPEG or PNG/],
  ['scan', /PDF なら作り直し、スキャンした画像なら/, /Make the PDF again, or scan/],
] as const)('読めないページ(%s): その種類のファイルでできることを言う', (file, ja, en) => {
  expect(said('page_damaged', file, 'ja')).toMatch(ja)
  expect(said('page_damaged', file, 'en')).toMatch(en)
})

test('描けないページ、大きすぎるファイル: 画像は解像度を下げ、PDF は作り直すか分ける', () => {
  for (const reason of ['page_not_drawn', 'pdf_too_large'] as const) {
    expect(said(reason, 'scan.png', 'ja')).toMatch(/300dpi.*スキャンし直/)
    expect(said(reason, 'scan.png', 'en')).toMatch(/lower resolution/)
  }
  expect(said('page_not_drawn', 'a.pdf', 'ja')).toMatch(/PDF を作り直/)
  expect(said('pdf_too_large', 'scan.png', 'ja')).toContain('100 MB')
  expect(said('pdf_too_large', 'a.pdf', 'en')).toMatch(/Split it into two or more PDFs/)
})
