/**
 * The mail gate: how fast it takes mail, beside a control Postfix in the same run, and what it costs.
 *
 *   node test/bench/mail.bench.ts [accept|latency|release|list …] [--rounds 3] [--scale 1]
 */
import { parseArgs } from 'node:util'
import { acceptRates } from './mail/accept-rates.ts'
import { latencies } from './mail/latency.ts'
import { longList } from './mail/long-list.ts'
import { releaseRate } from './mail/release-rate.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, scale: { type: 'string', default: '1' } },
})
const [rounds, scale] = [Number(values.rounds), Number(values.scale)]
const parts: Record<string, () => Promise<void>> = {
  accept: () => acceptRates(rounds, scale),
  latency: () => latencies(rounds, scale),
  release: () => releaseRate(Math.round(150 * scale), 32),
  list: () => longList(Math.round(100_000 * scale)),
}
for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name]
  if (!part) throw new Error(`no such part: ${name}; there are ${Object.keys(parts).join(', ')}`)
  console.log(`\n## ${name}\n`)
  await part()
}
