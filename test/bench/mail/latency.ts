import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { smtpSource } from './mail-programs.ts'
import { currentMemoryMb, mostMemoryMb } from './process-cost.ts'
import {
  AUTHOR,
  caseAMail,
  dotTo250,
  OUTSIDE,
  plainMail,
  sendOne,
  share,
  startWholeProduct,
  waitFor,
  type WholeProduct,
} from './whole-product.ts'

/** With everything running: case A to its self-check, the answer to the final dot while scans wait, and memory. */
export async function latencies(rounds: number, scale: number): Promise<void> {
  const product = await startWholeProduct()
  try {
    await caseA(product, Math.max(5, rounds))
    await whileScansWait(product, scale)
    await manyLargeAtOnce(product)
  } finally {
    await product.stop()
  }
}

async function caseA({ sekisho, owner }: WholeProduct, count: number): Promise<void> {
  const times: number[] = []
  for (let n = 0; n <= count; n++) {
    const mail = await caseAMail()
    const id = await sendOne(sekisho.smtpPort, mail)
    const at = performance.now()
    await waitFor(async () => {
      const { rowCount } = await owner.query(
        `select from gate_waiting w join gate_progress p on p.org_id = w.org_id and p.opening_id = w.opening_id
         where p.subject_id = $1 and w.check_id = 'self-check'`,
        [id],
      )
      return (rowCount ?? 0) > 0
    })
    // The first one finds everything cold, and is not counted.
    if (n > 0) times.push(performance.now() - at)
    await pause(200)
  }
  console.log(
    `case A (4,000 rows in a zip), 250 to waiting self-check: ${share(times, 0.5).toFixed(0)} ms in the middle, ${Math.max(...times).toFixed(0)} ms at most (${times.length} mails)`,
  )
}

async function whileScansWait({ sekisho, owner }: WholeProduct, scale: number): Promise<void> {
  const backlog = Math.round(200 * scale)
  for (let n = 0; n < backlog; n++) await sendOne(sekisho.smtpPort, await caseAMail())
  const waiting = async () =>
    (
      await owner.query<{ n: string }>(
        `select count(*) as n from pgboss.job where name like '%read-mail' and state = 'created'`,
      )
    ).rows[0]!.n
  const before = await waiting()
  const mail = () => ({ from: AUTHOR, to: OUTSIDE, text: plainMail('bench', 10_240) })
  const times = (
    await Promise.all(Array.from({ length: 20 }, () => dotTo250(sekisho.smtpPort, Math.round(25 * scale) + 1, mail)))
  ).flat()
  console.log(
    `final dot to 250, 20 sessions, 10 KB, ${before} scans waiting at the start and ${await waiting()} at the end: ` +
      `${share(times, 0.5).toFixed(0)} ms in the middle, p99 ${share(times, 0.99).toFixed(0)} ms, ${Math.max(...times).toFixed(0)} ms at most (${times.length} mails)`,
  )
  const big = () => ({ from: AUTHOR, to: OUTSIDE, text: plainMail('bench', 25 * 1024 * 1024) })
  const one = await dotTo250(sekisho.smtpPort, 3, big)
  console.log(`the same for a mail of 25 MB: ${one.map((ms) => ms.toFixed(0)).join(', ')} ms`)
}

async function manyLargeAtOnce({ sekisho, gatePid }: WholeProduct): Promise<void> {
  const before = await currentMemoryMb(gatePid)
  const load = { count: 20, bytes: 25 * 1024 * 1024, isReused: false, from: AUTHOR, to: OUTSIDE }
  await smtpSource(sekisho.smtpPort, load)
  const once = await mostMemoryMb(gatePid)
  await smtpSource(sekisho.smtpPort, { ...load, count: 40 })
  console.log(
    `memory of the gate's process: ${before.toFixed(0)} MB before, at most ${once.toFixed(0)} MB with 20 × 25 MB at once, ${(await mostMemoryMb(gatePid)).toFixed(0)} MB after 40 more`,
  )
}
