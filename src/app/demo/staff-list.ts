import { zipSync } from 'fflate'
import { buffer } from 'node:stream/consumers'
import { writeXlsx } from '../../kernel/sheets/index.ts'
import { STAFF_COUNT } from './deck.ts'

interface StaffRow {
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly section: string
  readonly phone: string
}

/** 県職員情報: as many rows as in the accident, and nobody in it is real. */
function* staffRows(): Generator<StaffRow> {
  for (let n = 1; n <= STAFF_COUNT; n++) {
    const number = String(n).padStart(4, '0')
    yield {
      number: `X${number}`,
      name: `見本 職員${number}`,
      kana: `ミホン ショクイン${number}`,
      section: `見本学校${String((n % 120) + 1).padStart(3, '0')}`,
      // 0120-… and the like are real; these numbers begin with an area code that does not exist.
      phone: `000-${String(n % 1000).padStart(3, '0')}-${number}`,
    }
  }
}

/** The list of case A, zipped as its sender zipped it: `県職員情報.xlsx` in a zip. */
export async function zippedStaffList(): Promise<Buffer> {
  const sheet = writeXlsx(
    '職員情報',
    [
      { header: '職員番号', value: (row: StaffRow) => row.number },
      { header: '氏名', value: (row) => row.name },
      { header: 'フリガナ', value: (row) => row.kana },
      { header: '所属', value: (row) => row.section },
      { header: '電話番号', value: (row) => row.phone },
    ],
    staffRows(),
  )
  // A fixed time: the same list is the same file, so that its lineage can be known again.
  const options = { level: 6, mtime: new Date('2025-04-01T00:00:00+09:00') } as const
  return Buffer.from(zipSync({ '県職員情報.xlsx': [new Uint8Array(await buffer(sheet)), options] }))
}
