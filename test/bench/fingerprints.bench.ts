/**
 * Fingerprints of rows: how fast persons are printed and registered, and how long 4,000 rows take against all that are
 * registered. The peer in the same run is SQLite (node:sqlite) with the prints as its primary key.
 *
 *   npm run bench:fingerprints [-- --prints 100000000 --segments 100]
 *
 * The registered prints beside those that must be found are random, as prints are. Seconds are of processor time, since the
 * clock on the wall says little on a shared machine; the match is told by both. Medians of 5; files lie in the page cache.
 */
import { randomFillSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { collectDigests, printDigests } from '../../src/engines/pii/index.ts'
import { personRecord } from '../../src/engines/pii/tables/person-record.ts'
import { matchRows } from '../../src/kernel/vault/match-rows.ts'
import { segmentContent } from '../../src/kernel/vault/print-segment.ts'
import { receiveFile } from '../../src/kernel/vault/receive-file.ts'
import { openVaultFolder } from '../../src/kernel/vault/vault-folder.ts'

const { values } = parseArgs({
  options: { prints: { type: 'string', default: '10000000' }, segments: { type: 'string', default: '10' } },
})
const [total, segmentCount] = [Number(values.prints), Number(values.segments)]
const [SENT, PRINTED, ROUNDS] = [4000, 100_000, 5]
const folder = await mkdtemp(join(tmpdir(), 'sekisho-prints-bench-'))
const key = Buffer.alloc(32, 1)
const vault = await openVaultFolder(join(folder, 'vault'))
async function segmentOf(prints: BigUint64Array) {
  const source = async function* () {
    for (const piece of segmentContent(prints).pieces) yield await Promise.resolve(piece)
  }
  const { pending, dataKey } = await receiveFile(vault, source())
  return { fileId: pending.id, path: vault.pathOf(pending.id), key: dataKey, byteCount: pending.byteCount }
}
const random = (count: number) => randomFillSync(new BigUint64Array(count))
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const seconds = (run: () => void) => {
  const begin = cpu()
  run()
  return cpu() - begin
}
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1]!
const tell = (what: string, figure: string) => console.log(`${what.padEnd(64)} ${figure}`)
const perSecond = (count: number, time: number) => `${Math.round(count / time).toLocaleString('en')} /s`

try {
  const records = Array.from({ length: PRINTED }, (_, i) =>
    personRecord(`見本 職員${i}`, [['PHONE', `090-0000-${i}`]])!,
  )
  const print = () => {
    const collected = collectDigests()
    for (const record of records) collected.add(record)
    return printDigests(collected.end(), key)
  }
  let printed = print()
  const printing = median(Array.from({ length: ROUNDS }, () => seconds(() => (printed = print()))))
  tell(`persons printed (goal 200,000 /s with registering)`, perSecond(PRINTED, printing))

  const segments: { datasetId: string; file: Awaited<ReturnType<typeof segmentOf>> }[] = []
  let writing = 0
  const each = Math.ceil(total / segmentCount)
  for (let n = 0; n < segmentCount; n++) {
    const prints = random(each)
    if (n === 0) prints.set(printed.prints.subarray(0, SENT / 2))
    const begin = cpu()
    const file = await segmentOf(prints)
    writing += cpu() - begin
    segments.push({ datasetId: String(n), file })
  }
  tell('prints registered: sorted, encrypted, fsynced', perSecond(each * segmentCount, writing))
  tell('both together, a person', perSecond(1, printing / PRINTED + writing / (each * segmentCount)))

  const sent = { prints: printed.prints.subarray(0, SENT), persons: printed.persons.subarray(0, SENT) }
  const [times, busy]: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    const [begin, cpuBegin] = [performance.now(), cpu()]
    const [found, ...others] = matchRows(sent, segments)
    if (found?.matchedCount !== SENT / 2 || others.length > 0) throw new Error('a wrong answer')
    if (round === 0) continue
    times.push(performance.now() - begin)
    busy.push(1000 * (cpu() - cpuBegin))
  }
  const registered = (each * segmentCount).toLocaleString('en')
  tell(
    `4,000 rows against ${registered} in ${segmentCount} datasets (goal 300 ms)`,
    `${median(times).toFixed(0)} ms, of the processor ${median(busy).toFixed(0)} ms`,
  )
  tell('greatest resident memory (goal 1 GB)', `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)

  const count = Math.min(each, 1_000_000)
  const prints = random(count)
  const database = new DatabaseSync(join(folder, 'peer.sqlite'))
  database.exec('pragma journal_mode = wal; create table print (print integer primary key) without rowid')
  const insert = database.prepare('insert or ignore into print values (?)')
  const inserting = seconds(() => {
    database.exec('begin')
    for (const print of prints) insert.run(BigInt.asIntN(64, print))
    database.exec('commit')
  })
  const begin = cpu()
  const file = await segmentOf(prints)
  const ours = cpu() - begin
  const select = database.prepare('select 1 from print where print = ?')
  const rounds = { sqlite: [] as number[], ours: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    rounds.sqlite.push(seconds(() => sent.prints.forEach((print) => select.get(BigInt.asIntN(64, print)))))
    rounds.ours.push(seconds(() => matchRows(sent, [{ datasetId: 'o', file }])))
  }
  const [theirs, own] = [median(rounds.sqlite), median(rounds.ours)]
  console.log(`\none dataset of ${count.toLocaleString('en')}, beside SQLite`)
  tell(
    'registered: SQLite, ours, ratio',
    `${inserting.toFixed(2)} s, ${ours.toFixed(2)} s, ${(inserting / ours).toFixed(1)}`,
  )
  tell(
    '4,000 rows: SQLite, ours, ratio',
    `${(theirs * 1e3).toFixed(1)} ms, ${(own * 1e3).toFixed(1)} ms, ${(theirs / own).toFixed(1)}`,
  )
  database.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}
