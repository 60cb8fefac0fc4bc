import type { PrintTable } from '../print-run.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import { bare, valueOf } from './compare-page.ts'
import type { CompiledField, CompiledSpecification } from './compile.ts'

const MOST_OWNERS = 300

/** @returns the records that have a value in a field, as it is printed; none for what too many share. Indexed when first asked. */
export function valueOwners(
  compiled: CompiledSpecification,
  data: PrintTable,
): (field: CompiledField, text: string) => readonly number[] {
  let index: Map<string, number[]> | undefined
  return (field, text) => {
    const meaning = withVariantsRead(meaningOf(bare(normalised(text), field), field.field.as))
    if (meaning === '') return []
    index ??= contentIndex(compiled, data)
    return index.get(`${field.index}|${meaning}`) ?? []
  }
}

function contentIndex({ fields }: CompiledSpecification, data: PrintTable): Map<string, number[]> {
  const index = new Map<string, number[]>()
  const common = new Set<string>()
  const put = (key: string, record: number) => {
    if (common.has(key)) return
    const owners = index.get(key)
    if (!owners) index.set(key, [record])
    else if (owners.at(-1) !== record && owners.push(record) > MOST_OWNERS) {
      index.delete(key)
      common.add(key)
    }
  }
  data.records.forEach(({ values, children }, record) => {
    for (const field of fields) {
      const rows = field.isChild ? children : [values]
      for (const row of rows) {
        const value = valueOf(field, row)
        if (value !== '') put(`${field.index}|${withVariantsRead(meaningOf(value, field.field.as))}`, record)
      }
    }
  })
  return index
}
