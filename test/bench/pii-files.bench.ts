/**
 * Whole files through the detector, each task in a process of its own: a synthetic staff list of 100,000 rows read, typed and
 * counted, and the zipped list of case A when everything is warm. Seconds of processor time (the clock on the wall says little
 * on a shared machine) and of the clock; the greatest resident memory. Beside them, in the same run, the peer that only
 * reads: exceljs's stream reader. Each runs with the flags that the product's readers run with.
 *
 *   npm run bench:pii-files [-- rows, default 100000]
 */
import { spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { zippedStaffList } from '../../src/app/demo/staff-list.ts'
import { xlsxBytes } from '../../src/engines/documents/index.ts'
import { READER_FLAGS } from '../../src/engines/documents/sandbox/confinement.ts'
import { detectFile } from '../../src/engines/pii/index.ts'

const SURNAMES = [
  '佐藤',
  '鈴木',
  '高橋',
  '田中',
  '伊藤',
  '渡辺',
  '山本',
  '中村',
  '小林',
  '加藤',
  '吉田',
  '山田',
  '見本',
]
const GIVEN = ['太郎', '花子', '一郎', '美咲', '健太', '桜', '翔', '葵', '蓮', '陽菜', '次郎']
const headers = [
  '職員番号',
  '氏名',
  'フリガナ',
  '生年月日',
  '郵便番号',
  '住所',
  '電話番号',
  'メール',
  '所属',
  '役職',
  '採用年',
  '区分',
  '備考',
]

function* staff(count: number) {
  for (let i = 0; i < count; i++)
    yield [
      `X${String(i).padStart(6, '0')}`,
      `${SURNAMES[i % 13]!} ${GIVEN[i % 11]!}`,
      'ミホン タロウ',
      `19${50 + (i % 50)}-0${1 + (i % 9)}-${10 + (i % 18)}`,
      '100-0001',
      `東京都千代田区試験町${i % 97}-${i % 13}`,
      `090-${String(Math.floor(i / 10_000)).padStart(4, '0')}-${String(i % 10_000).padStart(4, '0')}`,
      `staff${i}@x-pref.example`,
      '総務部',
      '係長',
      1990 + (i % 30),
      '正規',
      '',
    ]
}

const tasks: Record<string, (folder: string) => Promise<string>> = {
  'list read, typed, counted (goal 3 s, 400 MB)': async (folder) => {
    const { persons, status } = await detectFile(await readFile(join(folder, 'list.xlsx')), { name: 'list.xlsx' })
    return `${status}, ${persons.best} persons`
  },
  'list read only, exceljs stream (peer)': async (folder) => {
    let rows = 0
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(createReadStream(join(folder, 'list.xlsx')), {})
    for await (const sheet of reader) for await (const _ of sheet) rows++
    return `${rows} rows`
  },
  'zip of case A, warm (goal 0.2 s)': async () => {
    const zip = await zippedStaffList()
    for (let i = 0; i < 4; i++) await detectFile(zip, { name: 'a.zip' })
    const [begin, busy] = [performance.now(), process.cpuUsage()]
    const { persons } = await detectFile(zip, { name: 'a.zip' })
    const { user, system } = process.cpuUsage(busy)
    const told = `${((user + system) / 1e6).toFixed(3)} s of the processor, ${((performance.now() - begin) / 1e3).toFixed(3)} s`
    return `${persons.best} persons; the fifth time: ${told}`
  },
}

const [first = '100000', folder] = process.argv.slice(2)
const task = tasks[first]
if (task && folder !== undefined) {
  const [begin, busy] = [performance.now(), process.cpuUsage()]
  const said = await task(folder)
  const { user, system } = process.cpuUsage(busy)
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${first.padEnd(46)} ${((user + system) / 1e6).toFixed(2)} s of the processor, ${((performance.now() - begin) / 1e3).toFixed(2)} s, ${memory} MB; ${said}`,
  )
} else {
  const made = await mkdtemp(join(tmpdir(), 'sekisho-files-bench-'))
  try {
    const pieces: Uint8Array[] = []
    for await (const piece of xlsxBytes('職員', { headers, rows: staff(Number(first)) })) pieces.push(piece)
    await writeFile(join(made, 'list.xlsx'), Buffer.concat(pieces))
    for (const name of Object.keys(tasks))
      spawnSync(process.execPath, ['--no-warnings', ...READER_FLAGS, fileURLToPath(import.meta.url), name, made], {
        stdio: 'inherit',
      })
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
