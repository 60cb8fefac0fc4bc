import { normalise } from '../text/normalise.ts'
import type { GridCell } from '../table-report.ts'

const [PLAIN, SPACE, OTHER] = [0, 1, 2]
/** Letters that are their own normal form, as most cells hold no others; what else there is asks for a closer look. */
const kinds = new Uint8Array(65536).fill(OTHER)
const plain = (from: number, until: number) => kinds.fill(PLAIN, from, until + 1)
plain(0x21, 0x7e)
plain(0x3005, 0x3005)
plain(0x3007, 0x3007)
plain(0x3041, 0x3096)
plain(0x30a1, 0x30fa)
plain(0x30fb, 0x30fc)
plain(0x4e00, 0x9fff)
kinds[0x20] = SPACE
const COMMON = /^[\x20-\x7e\u3000\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fb\u30fc\u4e00-\u9fff]*$/

/** What a cell says, in normal form: NFKC, one space between words, nothing around it. */
export function cellText(cell: GridCell | undefined): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell !== 'string') return String(cell)
  if (isNormal(cell)) return cell
  const text = COMMON.test(cell) ? cell : normalise(cell).text
  return text
    .replace(/[ \t\u3000\u00a0]+/g, ' ')
    .replace(/ ?[\r\n]+ ?/g, '\n')
    .trim()
}

/** Plain letters, with single spaces between them. */
function isNormal(cell: string): boolean {
  let before = SPACE
  for (let at = 0; at < cell.length; at++) {
    const kind = kinds[cell.charCodeAt(at)]!
    if (kind === OTHER || (kind === SPACE && before === SPACE)) return false
    before = kind
  }
  return before !== SPACE
}
