// Scans as a duplex scanner writes them: one TIFF of many sheets, each page in a coding of its own.
import { PhotonImage } from '@silvia-odwyer/photon-node'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { asPdf, codePng } from '../../../test/harness/print-pdfs.ts'
import { households, seeded } from '../../../test/harness/print-runs.ts'
import { type Dots, FAX_RUN, TIFF_CODINGS, tiffFile, type TiffPicture } from '../../../test/harness/print-tiffs.ts'
import {
  type CannotVerify,
  cannotVerifyText,
  codesOfPhoto,
  openPreview,
  PrintSpecification,
  verifyPrint,
} from './index.ts'

const codings = Object.keys(TIFF_CODINGS)
const data = households(codings.length, seeded(3))
const specification = PrintSpecification.parse({
  version: 1,
  title: 'コードだけの通知',
  data: { key: ['世帯番号'] },
  pages: [0, 1].map((side) => ({
    name: side === 0 ? '表' : '裏',
    fields: [{ name: `コード${side}`, columns: ['世帯番号'], read: 'code', pattern: '^(K\\d+)', identifies: true }],
  })),
})

/** A page of A4 that has nothing but a code, in squares of so many dots. */
function codePage(text: string, square: number): Dots {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const inCode = (at: number) => at >= 0 && at < modules.size
  return {
    width: 32 * square,
    height: 45 * square,
    isInk(x, y) {
      const [column, row] = [Math.floor(x / square) - 6, Math.floor(y / square) - 10]
      return inCode(column) && inCode(row) && modules.get(row, column) === 1
    },
  }
}

const isFax = (coding: string) => /^(?:G|MH)/.test(coding)
const codeOf = (record: number, side: number) => `${data.records[record]!.key}-${side}`
const pictureOf = (coding: string, text: string) => TIFF_CODINGS[coding]!(codePage(text, isFax(coding) ? FAX_RUN : 8))

const record = (coding: number, front: number, back: number): TiffPicture[] => [
  pictureOf(codings[coding]!, codeOf(front, 0)),
  pictureOf(codings[coding]!, codeOf(back, 1)),
]
const inOrder = codings.flatMap((_, at) => record(at, at, at))
const scan = (tiff: Uint8Array) => verifyPrint({ specification, data, pdfs: [asPdf(tiff, 'scan.tif')], of: 'scan' })
/** Codings whose pictures are small. */
const [PACKED, LZW] = [5, 6]

test.each([
  ['下位バイトから', true],
  ['上位バイトから', false],
])('どの圧縮の TIFF も読める: %s', { timeout: 120_000 }, async (_, isLittle) => {
  const { outcome, sheets, mismatches } = await scan(tiffFile(inOrder, isLittle))
  expect({ outcome, sheets, mismatches }).toEqual({ outcome: 'right', sheets: codings.length, mismatches: [] })
})

test('入れ替わった裏は見つかり、読めない面は正しいとは言わない', { timeout: 120_000 }, async () => {
  const blank = TIFF_CODINGS[codings[PACKED]!]!({ ...codePage('-', 8), isInk: () => false })
  const tiff = tiffFile([...record(PACKED, 0, 1), ...record(LZW, 1, 0), ...record(PACKED, 2, 2).slice(0, 1), blank])
  const { outcome, mismatches } = await scan(tiff)
  expect(outcome).toBe('mismatches')
  expect(mismatches.map(({ sheet, kind, side }) => [sheet, kind, side])).toEqual([
    [1, 'other_record', 'back'],
    [2, 'other_record', 'back'],
    [3, 'unverified', 'back'],
  ])
})

const png = () => codePng('試験-1', 'qrcode', 8)
test.each([
  ['TIFF の2ページ目', () => tiffFile(record(LZW, 0, 0)), 2, codeOf(0, 1)],
  ['PNG', png, 1, '試験-1'],
  ['JPEG', async () => jpegOf(await png()), 1, '試験-1'],
] as const)('画面のために描ける: %s', { timeout: 60_000 }, async (_, make, pages, text) => {
  const preview = await openPreview(asPdf(await make(), 'scan'))
  try {
    expect(preview.pageCount).toBe(pages)
    expect((await preview.words(pages - 1)).words).toEqual([])
    expect(await codesOfPhoto(await preview.png(pages - 1, 72))).toMatchObject([{ text }])
    await expect(preview.png(pages, 72)).rejects.toMatchObject({ reason: 'page_damaged' })
  } finally {
    await preview.close()
  }
})

function jpegOf(bytes: Uint8Array): Uint8Array {
  const picture = PhotonImage.new_from_byteslice(bytes)
  const jpeg = picture.get_bytes_jpeg(80)
  picture.free()
  return jpeg
}

test('読めない TIFF、何でもないファイル: 何を渡せばよいかを言う', { timeout: 60_000 }, async () => {
  const said = async (bytes: Uint8Array) => {
    const cause: unknown = await scan(bytes).catch((fault: unknown) => fault)
    return cannotVerifyText(cause as CannotVerify, 'ja')
  }
  const [front, back] = record(PACKED, 0, 0)
  const tiled = { ...back!, fields: [...back!.fields, [322, 3, [64]] as const] }
  expect(await said(tiffFile([front!, tiled]))).toBe(
    'TIFF の scan.tif の2ページ目を読めません(タイルに分けて書かれています)。スキャナーで PDF か JPEG にして渡してください。',
  )
  expect(await said(Buffer.from([0x4d, 0x4d, 0, 43, 0, 8, 0, 0]))).toMatch(/BigTIFF.*PDF か JPEG/)
  expect(await said(Buffer.from('GIF89a'))).toMatch(/PDF を渡して.*TIFF・JPEG・PNG/)
})
