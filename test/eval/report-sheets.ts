/** The sheet side of `npm run eval:pii`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { f1 } from './business.ts'
import { furtherSheets } from './further-sheets.ts'
import { madeSheets } from './made-sheets.ts'
import { type LabelledSheet, scoreSheets } from './sheets.ts'
import { thirdSheets } from './third-sheets.ts'
import { unseenSheets } from './unseen-sheets.ts'

const percent = (part: number, whole: number) => (whole === 0 ? '–' : ((100 * part) / whole).toFixed(1))

/** @param folder with pii-biz-sheets and pii-biz-hardsheets; left out, the sheets made here are measured alone */
export function reportSheets(folder: string | undefined, showMisses: boolean, tell: (line: string) => void): void {
  const sets: Record<string, readonly LabelledSheet[]> = {
    ...(folder !== undefined && {
      sheets: read(folder, 'pii-biz-sheets.dev.jsonl'),
      'hard sheets': read(folder, 'pii-biz-hardsheets.dev.jsonl'),
    }),
    'made here': madeSheets,
    'schools, clinics, town halls, personnel': unseenSheets,
    'the same, further ones': furtherSheets,
    'orders, events, property, insurance': thirdSheets,
  }
  for (const [name, sheets] of Object.entries(sets)) {
    const score = scoreSheets(sheets)
    const { sheetCount, columns } = score
    tell(`\n${name}: ${sheetCount} sheets, ${score.personSum} persons`)
    if (columns.gold > 0) tell(`  columns F1 ${(100 * f1(columns.hit, columns.found, columns.gold)).toFixed(1)}`)
    tell(`  persons exact in ${score.exactCount}; within 5 % in ${percent(score.nearCount, sheetCount)} % (goal 92)`)
    tell(`  total absolute error ${percent(score.errorSum, score.personSum)} % (goal 3)`)
    tell(`  undercounted, even by the worst case, ${percent(score.undercountedCount, sheetCount)} % (goal 2)`)
    if (showMisses) for (const miss of score.misses) tell(`  ${miss}`)
  }
}

function read(folder: string, file: string): LabelledSheet[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledSheet)
}
