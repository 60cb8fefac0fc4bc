import type { PrintTable } from '../print-run.ts'
import type { SeenSide } from './beside-fields.ts'
import type { CompiledPage, CompiledSpecification } from './compile.ts'
import type { StrayCode } from './stray-watch.ts'
import type { UnexpectedText } from './unexpected-text.ts'
import { asItCounts, type OwnValue, valuesOfData } from './values-of-data.ts'

/** A side that is right by its fields, and the codes on it that are in no field's place. */
export interface SideWithCodes {
  readonly at: SeenSide
  readonly page: CompiledPage
  readonly codes: readonly StrayCode[]
}

/** What systems put between the parts of a code. */
const PARTS = /[,;|/?&=\s]+/

/**
 * Codes that no field declares, though values of the data stand in them: nobody would notice if they were another's. A few sheets
 * of the run show it (decision 0039). A code that is the same on all of them, or counts on, tells nothing of anybody.
 */
export function strayCodes(
  sides: readonly SideWithCodes[],
  compiled: CompiledSpecification,
  data: PrintTable,
): UnexpectedText[] {
  const byPage = new Map<CompiledPage, { readonly at: SeenSide; readonly code: StrayCode }[]>()
  for (const { at, page, codes } of sides)
    for (const code of codes) if (isStray(code, page)) byPage.set(page, [...(byPage.get(page) ?? []), { at, code }])
  if (byPage.size === 0) return []
  const values = valuesOfData(compiled, data)
  return [...byPage].flatMap(([page, codes]) => strayOn(page, codes))

  function strayOn(page: CompiledPage, codes: readonly { readonly at: SeenSide; readonly code: StrayCode }[]) {
    const isConstant = new Set(codes.map(({ code }) => code.text)).size === 1
    if (isConstant && new Set(codes.map(({ at }) => at.record)).size > 1) return []
    const owners = values.ownersOf(codes.flatMap(({ code }) => partsOf(code.text)))
    const told = codes.map(({ at, code }) => {
      const own = wholeValue(values.ownIn(at.record, code.text), owners.has(asItCounts(code.text)))
      const others = partsOf(code.text).map((part) => owners.get(part))
      return { at, code, own, owner: own ? undefined : others.find((each) => each !== undefined && each !== at.record) }
    })
    const own = told.filter((each) => each.own)
    const [first] = own
    // A serial number may hold somebody's figures by chance; what is made of the data holds them on each sheet.
    if (!first || sidesOf(own) * 2 < sidesOf(told)) return []
    const found = ({ at, code: { text, box } }: (typeof told)[number]) => ({
      at,
      page: page.page.name,
      printed: text,
      box: [box[0], box[1], box[2] - box[0], box[3] - box[1]] as const,
    })
    const facts = { column: first.own!.column, count: own.length }
    const others = told.flatMap((each): UnexpectedText[] =>
      each.owner === undefined ? [] : [{ kind: 'unexpected_text', ...found(each), owner: each.owner }],
    )
    return [{ kind: 'undeclared_code' as const, ...found(first), ...facts }, ...others]
  }
}

const sidesOf = (codes: readonly { readonly at: SeenSide }[]) => new Set(codes.map(({ at }) => at.page)).size

/** A part of a value, such as a running number within a key, is none. */
const wholeValue = (own: OwnValue | undefined, isWhole: boolean): OwnValue | undefined =>
  own && (isWhole || own.before !== '' || own.after !== '') ? own : undefined

/** Not in a free area, as far as can be told, and not what a field reads wherever it stands. */
function isStray({ format, box: [left, top, right, bottom] }: StrayCode, { page, fields }: CompiledPage): boolean {
  const isRead = fields.some(
    ({ field }) =>
      field.read === 'code' && field.area === undefined && (field.code === undefined || field.code === format),
  )
  const isFree = page.free.some(
    ({ area: [x, y, width, height] }) => left <= x + width && right >= x && top <= y + height && bottom >= y,
  )
  return !isRead && !isFree
}

/** A whole text and its parts, as they count. */
const partsOf = (text: string): string[] =>
  [...new Set([text, ...text.split(PARTS)].map(asItCounts))].filter((part) => part !== '')
