/**
 * `sekisho scan` over a tree of mixed files: how long with all processors and with one, how much of the processors it had,
 * and what it and its readers hold of memory while it goes on. The peer in the same run is the same scan with one reader.
 *
 *   npm run bench:scan [-- --files 10000]
 *
 * The files are made up: lists as csv, in Excel and in zip, letters as text, HTML and mail, one in fifty broken.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { xlsxBytes } from '../../src/engines/documents/index.ts'
import { zipBytes } from '../../src/engines/documents/zip-writer.ts'

const { values } = parseArgs({ options: { files: { type: 'string', default: '2000' } } })
const fileCount = Number(values.files)
const PROGRAM = join(import.meta.dirname, '../../src/app/main.ts')
const SURNAMES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本']
const GIVEN = ['太郎', '花子', '一郎', '美咲', '健太']
const tell = (what: string, figure: string) => console.log(`${what.padEnd(64)} ${figure}`)

const rowsOf = (n: number, count: number) =>
  Array.from({ length: count }, (_, i) => [
    `X${n}-${i}`,
    `${SURNAMES[(n + i) % 7]!} ${GIVEN[(n * 3 + i) % 5]!}`,
    `090-${String(n % 10_000).padStart(4, '0')}-${String(i).padStart(4, '0')}`,
    `東京都千代田区見本町${1 + (i % 9)}-${1 + (n % 9)}`,
  ])
const HEADERS = ['番号', '氏名', '電話番号', '住所']
const csvOf = (n: number, count: number) => [HEADERS, ...rowsOf(n, count)].map((cells) => cells.join(',')).join('\r\n')
const letterOf = (n: number) =>
  `${SURNAMES[n % 7]!} ${GIVEN[n % 5]!}様\nお世話になっております。見本の件、${n}番の資料をお送りします。\n`.repeat(
    1 + (n % 20),
  )

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function fileOf(n: number): Promise<[ending: string, content: string | Uint8Array]> {
  if (n % 50 === 49) return ['xlsx', Buffer.from(`PK\x03\x04 broken ${n}`, 'latin1')]
  const count = 5 + (n % 200)
  switch (n % 6) {
    case 0:
      return ['csv', csvOf(n, count)]
    case 1:
      return ['xlsx', await joined(xlsxBytes('名簿', { headers: HEADERS, rows: rowsOf(n, count) }))]
    case 2:
      return ['zip', await joined(zipBytes([{ name: '名簿.csv', content: [csvOf(n, count)] }]))]
    case 3:
      return ['html', `<html><meta charset="utf-8"><body><p>${letterOf(n).replaceAll('\n', '<br>')}</p></body></html>`]
    case 4:
      return [
        'eml',
        `From: a@mihon.example\r\nTo: b@mihon.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${letterOf(n)}`,
      ]
    default:
      return ['txt', n % 12 === 5 ? `会議は午後${n % 6}時からです。\n`.repeat(20) : letterOf(n)]
  }
}

const TICKS_PER_SECOND = 100

/** Resident bytes of a process and all below it; writes down the processor's seconds of each, since readers come and go. */
async function ofTree(root: number, spent: Map<number, number>): Promise<number> {
  const parents = new Map<number, number>()
  const held = new Map<number, { resident: number; seconds: number }>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined)
    if (stat === undefined) continue
    // proc(5): behind the name in brackets stand state, ppid, …; 14 and 15 are times, 24 is the resident set in pages.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    parents.set(Number(name), fields[1]!)
    const ticks = fields.slice(11, 13).reduce((sum, one) => sum + one, 0)
    held.set(Number(name), { resident: fields[21]! * 4096, seconds: ticks / TICKS_PER_SECOND })
  }
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0))
  let resident = 0
  for (const [pid, one] of held) {
    if (!isBelow(pid)) continue
    resident += one.resident
    spent.set(pid, one.seconds)
  }
  return resident
}

interface Scanned {
  readonly wall: number
  readonly cpu: number
  readonly counts: Record<string, number>
  /** Greatest resident bytes in each fifth of the files. */
  readonly memory: readonly number[]
}

async function scan(tree: string, parallel: number): Promise<Scanned> {
  const begin = performance.now()
  const child = spawn(
    process.execPath,
    ['--no-warnings', PROGRAM, 'scan', tree, '--json', '--parallel', String(parallel)],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const exited = once(child, 'exit')
  const counts: Record<string, number> = {}
  const memory = [0, 0, 0, 0, 0]
  const spent = new Map<number, number>()
  let [done, isLooking] = [0, false]
  const look = async () => {
    if (isLooking) return
    isLooking = true
    const resident = await ofTree(child.pid!, spent)
    const fifth = Math.min(4, Math.floor((5 * done) / fileCount))
    memory[fifth] = Math.max(memory[fifth]!, resident)
    isLooking = false
  }
  const timer = setInterval(() => void look(), 500)
  for await (const text of createInterface({ input: child.stdout })) {
    const { status } = JSON.parse(text) as { status: string }
    counts[status] = (counts[status] ?? 0) + 1
    done++
  }
  await exited
  clearInterval(timer)
  const cpu = [...spent.values()].reduce((sum, one) => sum + one, 0)
  return { wall: (performance.now() - begin) / 1000, cpu, counts, memory }
}

const folder = await mkdtemp(join(tmpdir(), 'sekisho-scan-bench-'))
try {
  let bytes = 0
  for (let n = 0; n < fileCount; n++) {
    const place = join(folder, `部署${n % 40}`)
    if (n < 40) await mkdir(place)
    const [ending, content] = await fileOf(n)
    bytes += Buffer.byteLength(content)
    await writeFile(join(place, `${n}.${ending}`), content)
  }
  const cores = availableParallelism()
  tell('files, in all', `${fileCount.toLocaleString('en')}, ${(bytes / 1e6).toFixed(0)} MB; ${cores} processors`)
  const results = new Map<number, Scanned>()
  for (const parallel of [1, cores]) {
    const load = loadavg()[0]!.toFixed(1)
    const found = await scan(folder, parallel)
    results.set(parallel, found)
    const { wall, cpu, counts, memory } = found
    console.log(`\n--parallel ${parallel} (load of the machine before: ${load})`)
    tell(
      'time · files a second · processor time',
      `${wall.toFixed(1)} s · ${Math.round(fileCount / wall)} · ${cpu.toFixed(1)} s`,
    )
    tell('processors that it had', (cpu / wall).toFixed(2))
    tell(
      'memory in each fifth of the files, it and its readers',
      memory.map((one) => `${Math.round(one / 1048576)} MB`).join(', '),
    )
    tell('found', JSON.stringify(counts))
  }
  const [one, all] = [results.get(1)!, results.get(cores)!]
  console.log('')
  tell('one reader against all: time, ratio', (one.wall / all.wall).toFixed(2))
  if (
    JSON.stringify(one.counts, Object.keys(one.counts).sort()) !==
    JSON.stringify(all.counts, Object.keys(all.counts).sort())
  )
    throw new Error('one reader and all found different things')
} finally {
  await rm(folder, { recursive: true, force: true })
}
