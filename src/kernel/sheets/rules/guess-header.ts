import type { SheetRow } from '../../../engines/documents/index.ts'
import type { ImportColumn } from '../define-import.ts'

export const HEADER_MATCHES = ['exact', 'similar', 'chosen'] as const
export type HeaderMatch = (typeof HEADER_MATCHES)[number]

export interface FoundHeader {
  readonly line: number
  /** By the key of the column: where it stands, and how sure that is. */
  readonly columns: ReadonlyMap<string, { readonly index: number; readonly how: 'exact' | 'similar' }>
}

/**
 * Finds the header among the first rows of a sheet, where titles and notes may stand above it, and tells which column is
 * which. The row that names the most columns wins, the upper one where two name as many. Nothing where none names enough:
 * all the required columns, or half of all.
 */
export function guessHeader(rows: readonly SheetRow[], columns: readonly ImportColumn[]): FoundHeader | undefined {
  let best: { found: FoundHeader; score: number } | undefined
  for (const row of rows) {
    const [found, score] = matchRow(row, columns)
    if (score > (best?.score ?? 0)) best = { found, score }
  }
  if (!best) return undefined
  const { found } = best
  const hasRequired = columns.every((column) => !column.required || found.columns.has(column.key))
  return hasRequired || found.columns.size * 2 >= columns.length ? found : undefined
}

function matchRow(row: SheetRow, columns: readonly ImportColumn[]): [FoundHeader, number] {
  const heads = row.cells.map((cell) => ({ full: plainHeader(cell), bare: plainHeader(withoutNote(cell)) }))
  const found = new Map<string, { index: number; how: 'exact' | 'similar' }>()
  const taken = new Set<number>()
  let score = 0
  const pass = (
    how: 'exact' | 'similar',
    points: number,
    fits: (head: (typeof heads)[number], name: string) => boolean,
  ) => {
    for (const column of columns) {
      if (found.has(column.key)) continue
      for (const header of column.headers) {
        const name = plainHeader(header)
        const index = heads.findIndex((head, at) => !taken.has(at) && head.full !== '' && fits(head, name))
        if (index < 0) continue
        found.set(column.key, { index, how })
        taken.add(index)
        score += points
        break
      }
    }
  }
  pass('exact', 3, (head, name) => head.full === name)
  pass('exact', 3, (head, name) => head.bare === name)
  // Japanese puts the head word last: 従業員氏名 is a 氏名, 氏名カナ is none.
  pass('similar', 1, (head, name) => name.length >= 2 && /\P{ASCII}/u.test(name) && head.bare.endsWith(name))
  return [{ line: row.line, columns: found }, score]
}

/** One form for 氏 名, 氏名※, ﾌﾘｶﾞﾅ and ふりがな: NFKC, lower case, letters and digits only, kana as hiragana. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

/** Without what stands in brackets: 氏名（必須）. */
const withoutNote = (text: string) => text.normalize('NFKC').replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, '')
