import { isSpecialCare, type PiiType, type Reason } from '../finding.ts'
import type { ColumnFinding } from '../table-report.ts'
import { dateAt } from '../text/calendar-dates.ts'
import { careOfCell } from './care-of-cell.ts'
import { BY_VALUE, fit } from './cell-values.ts'
import type { Heading } from './heading.ts'
import { type NameKnowledge, nameLikeness, withoutNumber } from './name-likeness.ts'
import { personsInCell } from './persons-in-cell.ts'
import { ORGANISATION } from './place-words.ts'

/** What a column holds. A reading (フリガナ) is of the persons of another column. */
export interface TypedColumn {
  readonly finding: ColumnFinding | null
  readonly heading: Heading | undefined
  readonly isReading: boolean
  readonly isOrganisation: boolean
}

const CONTACTS: ReadonlySet<PiiType> = new Set(['PHONE', 'ADDRESS', 'POSTAL', 'EMAIL', 'ACCOUNT'])
const LATIN_PART = /^[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’. -]{0,30}$/
const KANA = /^[ァ-ヺーぁ-ゖ ・]+$/

/** Types the columns of a section from samples of their values, all in normal form. */
export function typeColumns(
  samples: readonly (readonly string[])[],
  headings: readonly (Heading | undefined)[],
  knowledge: NameKnowledge,
): TypedColumn[] {
  const typed = samples.map((values, c) =>
    typeColumn(
      values.filter((text) => text !== ''),
      headings[c],
      knowledge,
    ),
  )
  const hasPersons = typed.some(({ finding }) => finding?.type === 'PERSON')
  const hasAnybody = typed.some(
    ({ finding, heading }) => heading?.type === 'PERSONAL_ID' || (finding && !isSpecialCare(finding.type)),
  )
  const hasOrganisations = typed.some(({ isOrganisation }) => isOrganisation)
  return typed.map((column, c) => {
    const type = column.finding?.type
    // The telephone of a company is nobody's; beside a person it is theirs.
    if (!hasPersons && hasOrganisations && type && CONTACTS.has(type))
      return { ...column, finding: null, isOrganisation: true }
    // 検査値 of a product: results are somebody's only where somebody is told of.
    if (!hasAnybody && type && isSpecialCare(type)) return { ...column, finding: null }
    if (!column.finding && hasPersons && !headings[c] && isBirths(samples[c]!))
      return { ...column, finding: found('BIRTH', [{ rule: 'days_of_many_years', delta: 0.7 }]) }
    return column
  })
}

function typeColumn(values: readonly string[], heading: Heading | undefined, knowledge: NameKnowledge): TypedColumn {
  const isOrganisation = isOf(values, 0.5, (text) => ORGANISATION.test(text))
  const kana = isOf(values, 0.8, (text) => KANA.test(text))
  const column = {
    heading,
    isReading: heading?.isReading ?? kana,
    isOrganisation: isOrganisation || heading?.type === 'ORGANISATION',
  }
  const finding = values.length === 0 ? null : findingOf(values, heading, knowledge)
  return { ...column, finding, isOrganisation: column.isOrganisation && finding?.type !== 'PERSON' }
}

function findingOf(
  values: readonly string[],
  heading: Heading | undefined,
  knowledge: NameKnowledge,
): ColumnFinding | null {
  const promised = heading?.type
  if (heading && promised === 'PERSON') {
    const standIns = heading.isSure ? values.filter((text) => isStandIn(text, knowledge)).length / values.length : 0
    // TSUTSUJIMORI: one word in Latin letters is a name where its heading says which part of one.
    const isPart = heading.part !== undefined
    const parts = isPart ? values.filter((text) => LATIN_PART.test(text)).length / values.length : 0
    const share = Math.max(standIns, parts, namesAmong(values, knowledge, heading.isSure ? 0.2 : 0.4))
    const least = heading.isSure ? 0.3 : 0.6
    if (share >= least)
      return found('PERSON', [
        { rule: 'heading', delta: 0.5 },
        { rule: 'values', delta: 0.5 * share },
      ])
  } else if (promised && promised !== 'ORGANISATION' && promised !== 'OTHER' && promised !== 'PERSONAL_ID') {
    if (isSpecialCare(promised)) return careColumn(values, promised)
    const share = values.filter((text) => fit(promised, text) > 0).length / values.length
    if (share >= 0.4)
      return found(promised, [
        { rule: 'heading', delta: 0.5 },
        { rule: 'values', delta: 0.5 * share },
      ])
  }
  if (promised === 'PERSONAL_ID') return null
  const least = promised ? 0.8 : 0.6
  for (const type of BY_VALUE) {
    if (promised && (type === 'ACCOUNT' || type === 'PENSION' || type === 'CARD')) continue
    const share = values.filter((text) => fit(type, text) === 1).length / values.length
    if (share >= least) return found(type, [{ rule: 'values', delta: share }])
  }
  const names = namesAmong(values, knowledge, 0.6)
  const distinct = new Set(values).size / values.length
  if (names >= (promised ? 0.85 : 0.6) && (distinct >= 0.4 || values.length < 5) && promised !== 'ORGANISATION')
    return found('PERSON', [{ rule: 'values', delta: names }])
  return null
}

/** 所見, 障害: what counts are the cells that say more than 異常なし. */
function careColumn(values: readonly string[], type: PiiType): ColumnFinding | null {
  const told = values.filter((text) => careOfCell(text, type) !== undefined)
  if (told.length === 0) return null
  const fine = careOfCell(told[0]!, type)
  return {
    ...found(type, [
      { rule: 'heading', delta: 0.6 },
      { rule: 'values', delta: 0.3 },
    ]),
    ...(fine?.class && { class: fine.class }),
  }
}

function namesAmong(values: readonly string[], knowledge: NameKnowledge, least: number): number {
  const isNames = (text: string) => {
    if (nameLikeness(text, knowledge) >= least) return true
    const { named } = personsInCell(text)
    return named.length > 0 && named.every(({ name }) => nameLikeness(name, knowledge) >= least)
  }
  return values.filter(isNames).length / Math.max(1, values.length)
}

function isStandIn(text: string, knowledge: NameKnowledge): boolean {
  const plain = withoutNumber(text)
  return plain !== text && nameLikeness(plain, knowledge) >= 0.5
}

/** Days without a time that spread over decades, below no heading. */
function isBirths(values: readonly string[]): boolean {
  const filled = values.filter((text) => text !== '')
  if (filled.length < 3 || !isOf(filled, 0.8, (text) => fit('BIRTH', text) === 1)) return false
  const years = filled.map((text) => dateAt(text, 0)?.date.year ?? 0).filter((year) => year > 0)
  return Math.max(...years) - Math.min(...years) >= 12
}

function isOf(values: readonly string[], share: number, is: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(is).length >= values.length * share
}

function found(type: PiiType, reasons: readonly Reason[]): ColumnFinding {
  const score = Math.min(
    1,
    reasons.reduce((sum, { delta }) => sum + delta, 0),
  )
  return { type, score: Math.round(score * 100) / 100, reasons }
}
