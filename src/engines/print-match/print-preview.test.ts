import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { asPdf, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import { CannotVerify, openPreview, openPreviewDesk, type PrintPdf } from './index.ts'

const run = layoutOf(PLAIN_CHOICES).draw(households(3, seeded(4)))
const pdf = await pdfkitPdf(run)

/** A PDF written by hand: objects from number 3 on; 1 and 2 are catalogue and pages. */
function rawPdf(kids: readonly number[], objects: Readonly<Record<number, string>>): PrintPdf {
  const all: Record<number, string> = {
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`,
    ...objects,
  }
  let text = '%PDF-1.7\n'
  const places: number[] = []
  for (const [number, body] of Object.entries(all)) {
    places[Number(number)] = text.length
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  const size = places.length
  const rows = Array.from({ length: size - 1 }, (_, i) => `${String(places[i + 1] ?? 0).padStart(10, '0')} 00000 n \n`)
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`
  return asPdf(Buffer.from(text, 'latin1'))
}
const stream = (dictionary: string, content: string) =>
  `<<${dictionary}/Length ${content.length}>>stream\n${content}\nendstream`
const page = (contents: number, resources: string) =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents ${contents} 0 R/Resources<<${resources}>>>>`

/** Each form draws the next one ten times: 10^20 strokes. */
const bomb = () => {
  const levels = 20
  const forms = Array.from({ length: levels }, (_, i) => {
    const next = i === levels - 1 ? '0 0 9 9 re f ' : '/F Do '
    const resources = i === levels - 1 ? '' : `/Resources<</XObject<</F ${11 + i} 0 R>>>>`
    return [10 + i, stream(`/Type/XObject/Subtype/Form/BBox[0 0 200 200]${resources}`, next.repeat(10))] as const
  })
  return rawPdf([3, 4], {
    3: page(5, '/XObject<</F 10 0 R>>'),
    4: page(6, ''),
    5: stream('', '/F Do'),
    6: stream('', '0 0 50 50 re f'),
    ...Object.fromEntries(forms),
  })
}
const reason = (cause: unknown) => (cause instanceof CannotVerify ? cause.reason : cause)

describe('ページの画像は、囲いの中の子プロセスで描く', () => {
  test('画像と文字が届き、親の環境は渡らない', async () => {
    const preview = await openPreview(asPdf(pdf))
    try {
      expect(preview.pageCount).toBe(6)
      const [words, png] = [await preview.words(0), await preview.png(0, 50)]
      expect(words.words.some(({ text }) => text.includes('様'))).toBe(true)
      expect(words.widthMm).toBeCloseTo(210, 0)
      // Width and height of the PNG, in its header.
      expect([Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)]).toEqual([413, 585])
      const children = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes('preview-child.ts') && !line.includes('unshare') && !line.includes('prlimit'))
      expect(children.length).toBeGreaterThan(0)
      expect(children.every((line) => line.includes('--permission') && !line.includes('--allow-fs-write'))).toBe(true)
      await expect(preview.png(99, 50)).rejects.toSatisfy((cause) => reason(cause) === 'page_damaged')
    } finally {
      await preview.close()
    }
  })

  test.each([
    ['PDF でないもの', Buffer.from('これはPDFではありません'), 'file_kind_unknown'],
    ['途中で切れたもの', Buffer.from(pdf).subarray(0, 3000), 'pdf_damaged'],
    ['空のファイル', Buffer.alloc(0), 'pdf_empty'],
  ])('%s: 理由を言って断る', async (_, bytes, expected) =>
    expect(openPreview(asPdf(bytes))).rejects.toSatisfy((cause) => reason(cause) === expected),
  )

  test('いつまでも描き終わらないページは時間で止まり、次のページは描ける', { timeout: 120_000 }, async () => {
    const preview = await openPreview(bomb(), { seconds: 6, memoryBytes: 1024 ** 3 })
    try {
      await expect(preview.png(0, 72)).rejects.toSatisfy((cause) => reason(cause) === 'page_not_drawn')
      expect((await preview.png(1, 72)).length).toBeGreaterThan(50)
    } finally {
      await preview.close()
    }
  })

  test('メモリーを使いすぎる子は止まる', async () =>
    expect(openPreview(asPdf(pdf), { seconds: 30, memoryBytes: 20 * 1024 ** 2 })).rejects.toSatisfy(
      (cause) => reason(cause) === 'page_not_drawn',
    ))
})

describe('開いたままにしておく PDF', () => {
  const desk = openPreviewDesk({ most: 1, idleSeconds: 30 })
  afterAll(() => desk.close())

  test('同じファイルは開いたまま使い、別のファイルに席を譲る', async () => {
    let opened = 0
    const file = () => {
      opened++
      return asPdf(pdf)
    }
    const count = (key: string) => desk.preview(key, file, (preview) => Promise.resolve(preview.pageCount))
    expect(await Promise.all([count('a'), count('a'), count('b'), count('a')])).toEqual([6, 6, 6, 6])
    expect(opened).toBeLessThanOrEqual(3)
    expect(await count('a')).toBe(6)
  })

  test('読めないファイルは、次の人にもう一度確かめられる', async () => {
    const broken = () => asPdf(Buffer.from('%PDF-1.7 こわれています'))
    const open = () => desk.preview('c', broken, (preview) => Promise.resolve(preview.pageCount))
    await expect(open()).rejects.toSatisfy((cause) => reason(cause) === 'pdf_damaged')
    await expect(open()).rejects.toSatisfy((cause) => reason(cause) === 'pdf_damaged')
    expect(
      await desk.preview(
        'd',
        () => asPdf(pdf),
        (preview) => Promise.resolve(preview.pageCount),
      ),
    ).toBe(6)
  })
})
