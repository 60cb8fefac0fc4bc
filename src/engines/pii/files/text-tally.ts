import { detectText } from '../detect-text.ts'
import { type Finding, isSpecialCare, type PiiType } from '../finding.ts'
import { canonicalValue } from '../hash-values.ts'
import type { DetectTextOptions } from '../options.ts'
import { cellText } from '../tables/cell-text.ts'
import type { FoundCells } from '../tables/found-cells.ts'
import { type Attribute, nameKey, personRecord } from '../tables/person-record.ts'
import type { PersonTally } from '../tables/person-tally.ts'

/** The running texts of one document: their findings are counted, their persons go to the document's tally. */
export interface TextTally {
  add(text: string): void
  /** Properties (title, author, headers of a mail): of what stands there only numbers that no program puts there. */
  addProperties(text: string): void
  /** Once, behind all texts. @returns how many persons there are at least in the worst case: no number has two owners */
  end(): number
}

/** A number of each of these is one person's, and most persons have one of a kind. */
const OF_ONE_PERSON: ReadonlySet<PiiType> = new Set([
  'EMAIL',
  'MYNUMBER',
  'LICENSE',
  'PASSPORT',
  'RESIDENCE',
  'PENSION',
  'JUMINHYO',
  'CARD',
])

/** Names, addresses and telephones stand in the properties of every document and mail; these do not. */
const OF_NO_PROPERTY: ReadonlySet<PiiType> = new Set([
  'MYNUMBER',
  'LICENSE',
  'PASSPORT',
  'RESIDENCE',
  'PENSION',
  'JUMINHYO',
])

const MOBILE = /^(?:0|\+?81)[789]0\d{8}$/

export function makeTextTally(options: DetectTextOptions, tally: PersonTally, cells: FoundCells): TextTally {
  /** Names alone: the mentions of a name are one person, unless a line tells more of them. */
  const bare = new Map<string, string>()
  const described = new Set<string>()
  const numbers = new Map<PiiType, Set<string>>()
  const addNumber = (type: PiiType, value: string) => numbers.set(type, (numbers.get(type) ?? new Set()).add(value))
  return {
    add(text) {
      const findings = detectText(text, options)
      for (const { type, class: fine, start, end } of findings) {
        cells.count(type)
        cells.care(fine)
        if (!OF_ONE_PERSON.has(type) && type !== 'PHONE') continue
        const value = canonicalValue(type, text.slice(start, end))
        // Of telephones only mobile ones are somebody's own.
        if (type === 'PHONE' && !MOBILE.test(value)) continue
        addNumber(type, value)
      }
      for (const { name, values } of personsOfLines(text, findings)) {
        const key = nameKey(name)
        const record = values.length > 0 ? personRecord(name, values) : undefined
        if (record) tally.add(record)
        if (record) described.add(key)
        else bare.set(key, name)
      }
    },
    addProperties(text) {
      for (const { type, start, end } of detectText(text, options)) {
        if (!OF_NO_PROPERTY.has(type)) continue
        cells.count(type)
        addNumber(type, canonicalValue(type, text.slice(start, end)))
      }
    },
    end() {
      for (const [key, name] of bare) {
        const record = described.has(key) ? undefined : personRecord(name, [])
        if (record) tally.add(record)
      }
      return Math.max(0, ...[...numbers.values()].map(({ size }) => size))
    },
  }
}

interface NamedInLine {
  readonly name: string
  readonly values: (readonly [Attribute, string])[]
}

/** The persons of a text. What follows a name on its line is theirs, until the next name. */
function* personsOfLines(text: string, findings: readonly Finding[]): Generator<NamedInLine> {
  let open: (NamedInLine & { readonly until: number }) | undefined
  for (const { type, start, end } of findings) {
    const value = cellText(text.slice(start, end))
    if (type === 'PERSON') {
      if (open) yield open
      const lineEnd = text.indexOf('\n', end)
      open = { name: value, values: [], until: lineEnd < 0 ? text.length : lineEnd }
    } else if (open && start < open.until && !isSpecialCare(type)) open.values.push([type, value])
  }
  if (open) yield open
}
