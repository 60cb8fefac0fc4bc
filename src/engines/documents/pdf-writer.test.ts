import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfBytes, readDocument } from './index.ts'

const plan = {
  title: '全件照合の報告書(試験)',
  language: 'ja' as const,
  madeAt: new Date('2026-11-23T00:00:00Z'),
  foot: 'sha256 '.padEnd(71, 'a'),
  parts: [
    { kind: 'heading' as const, text: '結果' },
    { kind: 'paragraph' as const, text: '352枚目から裏面が1件ずつずれています。髙﨑𠮷', isStrong: true },
    {
      kind: 'facts' as const,
      rows: [
        ['枚数', '700枚'],
        ['ハッシュ', 'f'.repeat(64)],
      ] as const,
    },
    {
      kind: 'table' as const,
      heads: ['枚目', '指摘'],
      rows: Array.from({ length: 90 }, (_, i) => [String(i + 1), '裏面がほかの世帯のものです']),
      widths: ['auto' as const, 1],
      numbers: [0],
    },
  ],
}
let folder: string
let bytes: Uint8Array
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-pdf-'))
  bytes = await pdfBytes(plan)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('日本語の文字が埋め込まれ、ページが数えられ、読み手がすべて読める', async () => {
  const reading = readDocument(bytes, { name: 'report.pdf' })
  let text = ''
  for await (const part of reading.parts) if (part.kind === 'text') text += part.text
  expect(reading.unread).toEqual([])
  const plain = text.replace(/\s/g, '')
  expect(plain).toContain('352枚目から裏面が1件ずつずれています。髙﨑𠮷')
  expect(plain).toContain('f'.repeat(64))
  expect(plain).toMatch(/1\/[34]ペ/)
})

test('ほかのプログラム(poppler)も、フォントが埋め込まれた同じ PDF と見る', () => {
  const file = join(folder, 'report.pdf')
  writeFileSync(file, bytes)
  const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).split('\n').slice(2, -1)
  expect(fonts.length).toBeGreaterThan(0)
  expect(fonts.every((line) => / yes +yes /.test(line))).toBe(true)
  expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('裏面がほかの世帯のものです')
})

test('見出しは、続く内容と同じページに置く', async () => {
  const filler = { kind: 'facts' as const, rows: Array.from({ length: 27 }, (_, i) => [`名前${i}`, '値'] as const) }
  const parts = [
    filler,
    { kind: 'heading' as const, text: '続きの見出し' },
    { kind: 'paragraph' as const, text: '続きの内容' },
  ]
  const file = join(folder, 'headings.pdf')
  writeFileSync(file, await pdfBytes({ ...plan, parts }))
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f')
  const at = pages.findIndex((page) => page.includes('続きの見出し'))
  expect(at).toBe(1)
  expect(pages[at]).toContain('続きの内容')
})
