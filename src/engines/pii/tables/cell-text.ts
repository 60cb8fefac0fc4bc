import { normalise } from '../text/normalise.ts'
import type { GridCell } from '../table-report.ts'

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
/** Letters that are their own normal form, as most cells hold no others. */
const COMMON = /^[\x20-\x7e\u3000\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fb\u30fc\u4e00-\u9fff]*$/

/** What a cell says, in normal form: NFKC, one space between words, nothing around it. */
export function cellText(cell: GridCell | undefined): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell !== 'string') return String(cell)
  if (PLAIN.test(cell) && !cell.includes('  ')) return cell
  const text = COMMON.test(cell) ? cell : normalise(cell).text
  return text
    .replace(/[ \t\u3000\u00a0]+/g, ' ')
    .replace(/ ?[\r\n]+ ?/g, '\n')
    .trim()
}
