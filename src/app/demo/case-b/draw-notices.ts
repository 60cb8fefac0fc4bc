import { createRequire } from 'node:module'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import PdfWriter from 'pdfkit'
import { eraText } from '../../../base/japanese-era.ts'
import type { Household } from './notice.ts'

const FONTS = join(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'), '..')
const FONT = join(FONTS, '400Regular/NotoSansJP_400Regular.ttf')
const points = (mm: number) => (mm * 72) / 25.4

/**
 * Prints the notices, front and back by turns, as the printer's program does.
 * @param shiftedFrom sheet (from 1) from which each back shows the children of the household before: the accident
 */
export async function drawNotices(
  households: readonly Household[],
  { shiftedFrom }: { readonly shiftedFrom?: number } = {},
): Promise<Buffer> {
  const document = new PdfWriter({ autoFirstPage: false, size: 'A4', margin: 0 })
  const parts: Uint8Array[] = []
  document.on('data', (part: Uint8Array) => parts.push(part))
  document.registerFont('jp', FONT)
  const write = (text: string, x: number, y: number, size = 10) =>
    document.font('jp').fontSize(size).text(text, points(x), points(y), { lineBreak: false })
  const count = households.length
  for (const [at, { values }] of households.entries()) {
    const [number, zip, address, name, amount] = values as [string, string, string, string, string]
    document.addPage()
    write('支払通知書 第1版', 20, 60)
    write(number, 152, 14)
    write(`〒${zip}`, 20, 24)
    write(address, 20, 34, 7)
    write(`${name} 様`, 20, 44)
    write(amount === '' ? '' : `${Number(amount).toLocaleString('en')}円`, 20, 74)
    document.addPage()
    write('支給対象児童 第1版', 20, 14)
    const isShifted = shiftedFrom !== undefined && at + 1 >= shiftedFrom
    const { children } = households[isShifted ? (at - 1 + count) % count : at]!
    children.forEach(([child, birth], row) => {
      write(child!, 20, 32 + row * 10)
      write(birth ? (eraText(birth) ?? birth) : '', 144, 32 + row * 10)
    })
    if (at % 100 === 99) await new Promise((resolve) => setImmediate(resolve))
  }
  document.end()
  await finished(document)
  return Buffer.concat(parts)
}
