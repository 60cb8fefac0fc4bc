import { setTimeout as pause } from 'node:timers/promises'
import { buildMailHouse } from '../../../src/operation/outbound-mail/mail-house.fixture.ts'
import { type BenchDatabase, startBenchDatabase } from './bench-database.ts'
import { type MailServer, smtpSource, startGate, startPostfixRelay, startSink } from './mail-programs.ts'
import { processorMs } from './process-cost.ts'

interface Load {
  readonly name: string
  readonly count: number
  readonly bytes: number
  readonly isReused: boolean
}

interface Run {
  /** Until the last 250. */
  readonly rate: number
  readonly cpu: number
  /** Until the queue is empty; of the gate the same, since what it accepts it holds. */
  readonly throughRate: number
  readonly throughCpu: number
}

const LOADS = (scale: number): readonly Load[] => [
  { name: '10 KB, connections reused', count: Math.round(2000 * scale), bytes: 10_240, isReused: true },
  { name: '1 MB, connections reused', count: Math.round(150 * scale), bytes: 1_048_576, isReused: true },
  { name: '10 KB, one connection a message', count: Math.round(1000 * scale), bytes: 10_240, isReused: false },
]

/** The gate and a Postfix relay in turn, by Postfix's smtp-source with 20 sessions: messages a second, processor ms each. */
export async function acceptRates(rounds: number, scale: number): Promise<void> {
  const open: { stop(): Promise<void> }[] = []
  const opened = async <T extends { stop(): Promise<void> }>(one: Promise<T>): Promise<T> => {
    open.unshift(await one)
    return one
  }
  try {
    const db = await opened(startBenchDatabase())
    const house = await buildMailHouse(db)
    const sink = await opened(startSink())
    const gate = await opened(startGate(db))
    const postfix = await opened(startPostfixRelay(sink.port))
    console.log(
      '| load | | accepted/s | processor ms a mail | Postfix accepted/s | ms | Postfix through/s | ms | gate ÷ accepted | gate ÷ through | ms ÷ ms accepted | ms ÷ ms through |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    )
    for (const load of LOADS(scale)) {
      const asGate = { ...load, from: house.addresses.author, to: 'a@pref-x.example' }
      const asRelay = { ...load, from: 'a@jisha.example', to: 'a@pref-x.example' }
      // Not counted: both warm up.
      await run(gate, { ...asGate, count: Math.ceil(load.count / 4) })
      await run(postfix, { ...asRelay, count: Math.ceil(load.count / 4) }, () => postfix.queueIsEmpty())
      const pairs: [Run, Run][] = []
      for (let round = 0; round < rounds; round++) {
        const ours = await run(gate, asGate)
        pairs.push([ours, await run(postfix, asRelay, () => postfix.queueIsEmpty())])
        await settleDown(db)
      }
      report(load, pairs)
    }
  } finally {
    for (const one of open) await one.stop()
  }
}

async function run(
  server: MailServer,
  load: Load & { from: string; to: string },
  isThrough: () => boolean = () => true,
): Promise<Run> {
  const [from, before] = [performance.now(), await processorMs(server.roots)]
  await smtpSource(server.port, load)
  const [accepted, cpu] = [performance.now() - from, (await processorMs(server.roots)) - before]
  while (!isThrough()) await pause(50)
  const [through, throughCpu] = [performance.now() - from, (await processorMs(server.roots)) - before]
  return {
    rate: (load.count / accepted) * 1000,
    cpu: cpu / load.count,
    throughRate: (load.count / through) * 1000,
    throughCpu: throughCpu / load.count,
  }
}

/** The rows of the round before are on the disk, so that their checkpoint does not fall on the next one. */
const settleDown = (db: BenchDatabase) => db.database.pool.query('select 1').then(() => pause(200))

function report(load: Load, pairs: readonly [Run, Run][]): void {
  const of = (pick: (pair: [Run, Run]) => number) => {
    const values = pairs.map(pick).sort((a, b) => a - b)
    return { middle: values[values.length >> 1]!, least: values[0]!, most: values.at(-1)! }
  }
  const ratio = (pick: (pair: [Run, Run]) => number) => {
    const { middle, least, most } = of(pick)
    return `${middle.toFixed(2)} (${least.toFixed(2)} … ${most.toFixed(2)})`
  }
  const cells = [
    load.name,
    `${load.count} × ${pairs.length}`,
    of(([ours]) => ours.rate).middle.toFixed(0),
    of(([ours]) => ours.cpu).middle.toFixed(2),
    of(([, theirs]) => theirs.rate).middle.toFixed(0),
    of(([, theirs]) => theirs.cpu).middle.toFixed(2),
    of(([, theirs]) => theirs.throughRate).middle.toFixed(0),
    of(([, theirs]) => theirs.throughCpu).middle.toFixed(2),
    ratio(([ours, theirs]) => ours.rate / theirs.rate),
    ratio(([ours, theirs]) => ours.rate / theirs.throughRate),
    ratio(([ours, theirs]) => ours.cpu / theirs.cpu),
    ratio(([ours, theirs]) => ours.cpu / theirs.throughCpu),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
