/** Values of the data that stand on a page where no field is. */
import type { PrintRecord, PrintTable } from '../print-run.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import type { CompiledSpecification } from './compile.ts'

/** A text that holds a value of the sheet's own record. */
export interface OwnValue {
  readonly column: string
  /** Some field prints this column. */
  readonly isDeclared: boolean
  /** What stands around the value: what comes before it, and after. */
  readonly before: string
  readonly after: string
}

export interface ValuesOfData {
  ownIn(record: number, text: string): OwnValue | undefined
  /** For each of the texts that is a value of the data: the first record that has it. */
  ownersOf(texts: Iterable<string>): ReadonlyMap<string, number>
}

const DAY = /(?:明治|大正|昭和|平成|令和)(?:\d+|元)年\d+月\d+日|\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?/g
const THOUSANDS = /(\d),(?=\d{3}(?!\d))/g

const ISO_DAY = /^\d{4}-\d\d-\d\d$/

/** As it counts: in whatever form days and amounts are written. */
export function asItCounts(text: string): string {
  const plain = withVariantsRead(normalised(text))
  if (ISO_DAY.test(plain) || !/\d/.test(plain)) return plain
  return plain.replace(DAY, (day) => meaningOf(day, 'date')).replace(THOUSANDS, '$1')
}

/** A single character, or a few figures, are nobody's. */
const tells = (value: string): boolean =>
  value.length >= 2 && (/[^\d\-/.,:()]/.test(value) || /(?:\d\D?){4}/.test(value))

interface ColumnOf {
  readonly name: string
  readonly isChild: boolean
  readonly isDeclared: boolean
}

export function valuesOfData({ fields }: CompiledSpecification, data: PrintTable): ValuesOfData {
  const columns = ([false, true] as const).map((isChild) =>
    (isChild ? data.childColumns : data.columns).map((name, at): ColumnOf => {
      const isDeclared = fields.some((field) => field.isChild === isChild && field.columns.includes(at))
      return { name, isChild, isDeclared }
    }),
  ) as [ColumnOf[], ColumnOf[]]
  const [ofRecord, ofChild] = columns

  function* valuesOf({ values, children }: PrintRecord): Generator<readonly [ColumnOf, string]> {
    for (const [at, column] of ofRecord.entries()) yield [column, values[at] ?? '']
    for (const child of children) for (const [at, column] of ofChild.entries()) yield [column, child[at] ?? '']
  }

  return {
    ownIn(record, text) {
      const printed = asItCounts(text)
      let [found, length]: [OwnValue | undefined, number] = [undefined, 0]
      for (const [column, value] of valuesOf(data.records[record]!)) {
        const own = asItCounts(value)
        if (!tells(own)) continue
        const isPart = printed.length * 2 >= own.length && own.includes(printed) && tells(printed)
        const at = isPart ? 0 : printed.indexOf(own)
        if (at < 0) continue
        const size = Math.min(own.length, printed.length)
        if (size < length || (size === length && !column.isDeclared)) continue
        ;[found, length] = [
          {
            column: column.name,
            isDeclared: column.isDeclared,
            before: printed.slice(0, at),
            after: isPart ? '' : printed.slice(at + own.length),
          },
          size,
        ]
      }
      return found
    },
    ownersOf(texts) {
      const wanted = new Set([...texts].filter(tells))
      const owners = new Map<string, number>()
      if (wanted.size === 0) return owners
      data.records.forEach((each, record) => {
        for (const [, value] of valuesOf(each)) {
          if (value.length < 2) continue
          const own = asItCounts(value)
          if (wanted.has(own) && !owners.has(own)) owners.set(own, record)
        }
      })
      return owners
    },
  }
}
