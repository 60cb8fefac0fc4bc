import { normalise } from '../text/normalise.ts'
import type { GridCell } from '../table-report.ts'

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

/** What a cell says, in normal form: NFKC, one space between words, nothing around it. */
export function cellText(cell: GridCell | undefined): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell !== 'string') return String(cell)
  if (PLAIN.test(cell) && !cell.includes('  ')) return cell
  return normalise(cell)
    .text.replace(/[ \t\u3000\u00a0]+/g, ' ')
    .replace(/ ?[\r\n]+ ?/g, '\n')
    .trim()
}
