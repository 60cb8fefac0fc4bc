import type { DrawnRun, DrawnText, Seeded } from './print-runs.ts'

/** What stands on right pages beside the fields: for the number of the side, of the page in its set, and whose it is. */
type Furniture = (at: {
  readonly side: number
  readonly page: number
  readonly person: string
  readonly group: string
}) => string

const pad = (n: number, width: number) => String(n).padStart(width, '0')
const FURNITURE: readonly Furniture[] = [
  () => 'お問い合わせ 見本課 00-1234-5678',
  ({ side }) => `No. ${pad(side + 1, 6)}`,
  ({ side }) => `- ${side + 1} -`,
  ({ side }) => `残り ${900 - side}`,
  ({ side }) => `作成 2026年3月${side < 20 ? 9 : 10}日`,
  ({ page }) => `${page + 1}ページ`,
  ({ group }) => (group === '1' ? '窓口でお受け取りください' : '口座に振り込みます'),
  ({ person }) => `${person} 様 控`,
]

/** The same run with two or three such lines on each side that is printed, in the same places throughout. */
export function withFurniture(run: DrawnRun, random: Seeded): DrawnRun {
  const chosen = FURNITURE.filter(() => random.chance(0.35))
  let side = 0
  const pages = new Map<number, number>()
  const sheets = run.sheets.map((sheet) => ({
    ...sheet,
    sides: sheet.sides.map((page) => {
      const values = run.data.records[sheet.record]?.values
      if (!values || page.texts.length === 0) return page
      const at = { side: side++, page: pages.get(sheet.record) ?? 0, person: values[3]!, group: values[5]! }
      pages.set(sheet.record, at.page + 1)
      const lines = chosen.map((line, i): DrawnText => ({ text: line(at), x: 8, y: 84 + 6 * i, sizePt: 8 }))
      return { ...page, texts: [...page.texts, ...lines] }
    }),
  }))
  return { ...run, sheets }
}
