import type { PrintTable } from '../print-run.ts'
import type { PrintedWord } from '../reading/preview-messages.ts'
import { normalised } from '../values/normalise.ts'

/** A page of a sample PDF as its words are seen. */
export interface SamplePage {
  readonly widthMm: number
  readonly heightMm: number
  readonly words: readonly PrintedWord[]
}

/** The first pages of a sample PDF, in the order of the file, and whose they are. */
export interface PrintSample {
  readonly pages: readonly SamplePage[]
  /** Page `n` of each record is page `n` of the specification. */
  readonly pagesPerRecord: number
  /** For each page the index of its record; undefined where nothing tells. */
  readonly records: readonly (number | undefined)[]
}

const MOST_PAGES_PER_RECORD = 12
/** A figure or a letter stands in many places. */
const SHORTEST_TELLING = 2

/**
 * Tells whose pages these are by the values that are printed on them, and after how many pages the next record begins.
 * @param pagesPerRecord where a person has said it; otherwise the smallest number that fits
 */
export function readSample(pages: readonly SamplePage[], data: PrintTable, pagesPerRecord?: number): PrintSample {
  const votes = pages.map((page) => votesOf(page, data))
  const known = pagesPerRecord ?? periodOf(votes)
  const records: (number | undefined)[] = []
  for (let from = 0; from < pages.length; from += known) {
    const record = bestOf(votes.slice(from, from + known))
    for (let page = from; page < Math.min(from + known, pages.length); page++) records.push(record)
  }
  return { pages, pagesPerRecord: known, records }
}

type Votes = ReadonlyMap<number, number>

/** Of each record, how much of what is printed here is its own: a value that many records have says little. */
function votesOf(page: SamplePage, data: PrintTable): Votes {
  const printed = page.words.map(({ text }) => normalised(text)).join('\n')
  const votes = new Map<number, number>()
  const owners = ownersIn(data)
  for (const [value, records] of owners) {
    if (!printed.includes(value)) continue
    for (const record of records) votes.set(record, (votes.get(record) ?? 0) + 1 / records.length)
  }
  return votes
}

const known = new WeakMap<PrintTable, ReadonlyMap<string, readonly number[]>>()

/** Values that can tell a record, each with those that have it. */
function ownersIn(data: PrintTable): ReadonlyMap<string, readonly number[]> {
  const before = known.get(data)
  if (before) return before
  const owners = new Map<string, number[]>()
  data.records.forEach(({ values, children }, record) => {
    for (const value of new Set([values, ...children].flat())) {
      const plain = normalised(value)
      if (plain.length < SHORTEST_TELLING) continue
      const list = owners.get(plain)
      if (list) list.push(record)
      else owners.set(plain, [record])
    }
  })
  known.set(data, owners)
  return owners
}

function bestOf(votes: readonly Votes[]): number | undefined {
  const sums = new Map<number, number>()
  for (const each of votes) for (const [record, vote] of each) sums.set(record, (sums.get(record) ?? 0) + vote)
  return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]
}

/** The smallest number of pages after which another record begins, each time. */
function periodOf(votes: readonly Votes[]): number {
  const most = Math.min(MOST_PAGES_PER_RECORD, votes.length)
  let [best, bestScore] = [1, -Infinity]
  for (let period = 1; period <= most; period++) {
    const blocks: number[] = []
    let [agreeing, against] = [0, 0]
    for (let from = 0; from < votes.length; from += period) {
      const block = votes.slice(from, from + period)
      const record = bestOf(block)
      if (record === undefined) {
        against++ // a page that says nothing belongs to a record
        continue
      }
      blocks.push(record)
      for (const page of block) {
        if (page.size === 0) continue
        const isOwn = (page.get(record) ?? 0) >= Math.max(...page.values())
        if (isOwn) agreeing++
        else against++
      }
    }
    const repeated = blocks.length - new Set(blocks).size
    const score = agreeing - 2 * against - 2 * repeated
    if (score > bestScore) [best, bestScore] = [period, score]
  }
  return best
}
