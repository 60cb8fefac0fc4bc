import { parseArgs } from 'node:util'
import {
  AQLS,
  detectionChance,
  drawSample,
  INSPECTION_LEVELS,
  sampleSizeFor,
  singlePlan,
} from '../../engines/sampling/index.ts'
import { say } from './ledger-words.ts'
import { given, numberIn, oneOf, shareIn } from './print-options.ts'
import { CannotDo, type PrintSurroundings, tell } from './print-surroundings.ts'
import { printCommandWords, sampleText } from './print-words.ts'

const LARGEST_LOT = 1_000_000_000

/** `sekisho print sample --lot N …`: how many to open of a lot, and which. */
export async function planPrintSample(args: readonly string[], { out, language }: PrintSurroundings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lot: { type: 'string' },
      level: { type: 'string', default: 'II' },
      aql: { type: 'string', default: '0.15' },
      bad: { type: 'string' },
      confidence: { type: 'string', default: '0.95' },
      seed: { type: 'string' },
      population: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const of = (option: string) => ({ option, language })
  const lot = numberIn(given(values.lot, of('--lot')), 2, LARGEST_LOT, of('--lot'))
  const level = oneOf(values.level, INSPECTION_LEVELS, of('--level'))
  const aql = oneOf(values.aql, AQLS, of('--aql'))
  const bad = values.bad === undefined ? undefined : shareIn(values.bad, of('--bad'))
  const confidence = shareIn(values.confidence, of('--confidence'))
  if ((values.seed === undefined) !== (values.population === undefined))
    throw new CannotDo(say(printCommandWords.seedAlone, language))
  const table = singlePlan(lot, level, aql)
  const size = bad === undefined ? table.size : sampleSizeFor(lot, bad, confidence)
  const items =
    values.seed === undefined || values.population === undefined
      ? undefined
      : drawSample(values.seed, values.population, lot, size).map((item) => item + 1)
  // A print for the wrong person is a critical defect: the acceptance number is 0, whatever the table allows.
  const plan = {
    lot,
    level,
    aql,
    letter: table.letter,
    size,
    accept: 0,
    tableAccept: table.accept,
    isWholeLot: size === lot,
  }
  const chances = [1, Math.ceil(lot / 100), Math.ceil((lot * 3) / 100)].map((count) => ({
    bad: count,
    chance: detectionChance(lot, count, size),
  }))
  await tell(
    out,
    values.json
      ? `${JSON.stringify({ ...plan, chances, ...(items && { items }) })}\n`
      : sampleText({ ...plan, chances, items }, language),
  )
  return 0
}
