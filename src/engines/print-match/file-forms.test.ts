// The same run in each form that a file of PDF may take: right where it is right, and its one swapped back found.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Extra, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../test/harness/print-reading.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'

const run = layoutOf(PLAIN_CHOICES).draw(households(4, seeded(4)))
const [a, b] = [1, 2]
const swapped = {
  ...run,
  sheets: run.sheets.map((sheet, at) => ({
    ...sheet,
    sides: [sheet.sides[0]!, run.sheets[at === a ? b : at === b ? a : at]!.sides[1]!],
  })),
}
const told = async (pdf: Uint8Array) => {
  const { outcome, mismatches } = await verifyHere(run, pdf)
  return [outcome, ...new Set(mismatches.map(({ sheet, side }) => `${sheet} ${side}`))]
}
const RIGHT = ['right']
const SWAPPED = ['mismatches', '2 back', '3 back']

const page = (more: Record<string, unknown>): Extra => {
  return (document) => void Object.assign((document.page.dictionary as unknown as { data: object }).data, more)
}
const LOCKED = { ownerPassword: 'owner', permissions: { printing: 'highResolution', copying: false } } as const

test.each([
  ['用紙枠が右上から左下へ', page({ MediaBox: [595.28, 841.89, 0, 0] }), {}],
  ['仕上がり枠が用紙枠の外まで', page({ CropBox: [-100, -100, 900, 900] }), {}],
  ['仕上がり枠が空', page({ CropBox: [0, 0, 0, 0] }), {}],
  ['1周した回転', page({ Rotate: -360 }), {}],
  ['開くパスワードのない暗号(RC4)', undefined, { ...LOCKED, pdfVersion: '1.4' }],
  ['開くパスワードのない暗号(AES)', undefined, { ...LOCKED, pdfVersion: '1.7ext3' }],
] as const)('%s', async (_, extra, options) => {
  const write = (drawn: typeof run) => pdfkitPdf(drawn, extra, options)
  expect(await told(await write(run))).toEqual(RIGHT)
  expect(await told(await write(swapped))).toEqual(SWAPPED)
})

/** Appends another content for a page, as a program does that saves only what has changed. */
function updated(pdf: Uint8Array, onto: number, from: number): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  const contents = [...text.matchAll(/\/Type \/Page\n[^]*?\/Contents (\d+) 0 R/g)].map((match) => match[1]!)
  const object = (id: string) => new RegExp(`\\n${id} 0 obj([^]*?endobj)`).exec(text)![1]!
  const { 1: size } = /\/Size (\d+)/.exec(text)!
  const { 1: root } = /\/Root (\d+ 0 R)/.exec(text)!
  const before = text.lastIndexOf('startxref')
  const added = `\n${contents[onto]} 0 obj${object(contents[from]!)}\n`
  const place = String(text.length + 1).padStart(10, '0')
  const table = `xref\n${contents[onto]} 1\n${place} 00000 n \ntrailer\n<< /Size ${size} /Root ${root} /Prev ${/\d+/.exec(text.slice(before))![0]} >>\n`
  return Buffer.from(`${text}${added}${table}startxref\n${text.length + added.length}\n%%EOF\n`, 'latin1')
}

test('後から足された変更: 最後の内容だけが数えられます', async () => {
  const right = await pdfkitPdf(run, undefined, { compress: false })
  expect(await told(updated(right, 3, 3))).toEqual(RIGHT)
  expect(await told(updated(right, 3, 5))).toEqual(['mismatches', '2 back'])
  // What was wrong before it was saved again is not held against it.
  expect(await told(updated(updated(right, 3, 5), 3, 3))).toEqual(RIGHT)
})

const hasQpdf = (() => {
  try {
    return execFileSync('qpdf', ['--version']).length > 0
  } catch {
    return false
  }
})()

describe.skipIf(!hasQpdf)(`qpdf で書き直したもの${hasQpdf ? '' : ' (この計算機に qpdf がないので試せません)'}`, () => {
  let folder: string
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'sekisho-forms-'))))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    ['オブジェクトストリーム', ['--object-streams=generate']],
    ['Web 表示用(linearised)', ['--linearize']],
    ['どちらも', ['--linearize', '--object-streams=generate']],
    ['圧縮なし', ['--qdf']],
    ['開くパスワードのない暗号(AES-256)', ['--encrypt', '', 'owner', '256', '--']],
  ])('%s', async (_, options) => {
    for (const [drawn, expected] of [
      [run, RIGHT],
      [swapped, SWAPPED],
    ] as const) {
      const [from, to] = [join(folder, 'from.pdf'), join(folder, 'to.pdf')]
      writeFileSync(from, await pdfkitPdf(drawn))
      execFileSync('qpdf', [...options, from, to])
      expect(await told(readFileSync(to))).toEqual(expected)
    }
  })
})
