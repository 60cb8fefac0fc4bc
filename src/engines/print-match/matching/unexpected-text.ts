import type { PrintTable } from '../print-run.ts'
import { normalised } from '../values/normalise.ts'
import {
  type BesideFields,
  type BesidePage,
  COMMON_SHARE,
  LEAST_KEPT,
  type SeenSide,
  type Shape,
} from './beside-fields.ts'
import { hasLostCharacter } from './broken-font-map.ts'
import type { CompiledSpecification } from './compile.ts'
import { countsOn, type Figures } from './running-figures.ts'
import { asItCounts, type OwnValue, valuesOfData } from './values-of-data.ts'

/** What stands beside the fields of one side, and should not. */
export interface UnexpectedText {
  readonly kind: 'unexpected_text' | 'undeclared_column' | 'undeclared_code' | 'not_same' | 'unverified'
  readonly at: SeenSide
  readonly printed?: string
  readonly box?: readonly [number, number, number, number]
  /** Of the record whose value it is. */
  readonly owner?: number
  /** The page of the specification; of an undeclared column, its name and on how many sides its values stand. */
  readonly page: string
  readonly column?: string
  readonly count?: number
}

type Box = readonly [number, number, number, number]
interface Occurrence {
  readonly text: string
  readonly at: number
  readonly box?: Box
  readonly shape?: Shape
}

/** What three records have is nobody's own, if two of a hundred have it. */
const LEAST_COMMON = 3
/** Row numbers, numbers of pages: so few figures are no value. */
const FEW_FIGURES = 2

/**
 * What stands beside the declared fields must stand there on others' sheets too, count on from sheet to sheet, or lie in a free
 * area; a value of the data is never common text. Learned from the run itself (decision 0039).
 * @param isInOrder nothing is wrong with the order of the sheets: then figures that do not count on are odd ones
 */
export function unexpectedText(
  beside: BesideFields,
  compiled: CompiledSpecification,
  data: PrintTable,
  isInOrder: boolean,
): UnexpectedText[] {
  const values = valuesOfData(compiled, data)
  const pieceAt = (at: number) => beside.sideAt(at).sheet * 2 + beside.sideAt(at).side
  const ownWords = wordsOf(compiled)
  return [...beside.pages.values()].flatMap((page) => (page.page.page.constant ? insertsOf(page) : textsOf(page)))

  function textsOf(page: BesidePage): UnexpectedText[] {
    const { name } = page.page.page
    const isCommon = commonness(page)
    const running = runningShapes(page, isCommon)
    const { rare, partly } = unusual(page, isCommon, ({ shape, at }) => {
      const figures = shape && running.get(shape)
      return figures !== undefined && !(isInOrder && figures.isOdd(at))
    })
    const own = ownReader(page, [...rare, ...partly.flatMap((line) => line.slice(0, LEAST_KEPT))])
    const columns = new Map<string, Occurrence[]>()
    const isOfOwn = (each: Occurrence): boolean => {
      const value = own.of(each)
      if (value && !value.isDeclared) {
        const places = columns.get(value.column)
        if (places) places.push(each)
        else columns.set(value.column, [each])
      }
      return value !== undefined
    }
    const strange = rare.filter((each) => !isOfOwn(each))
    const ownerOf = ownerReader(own, [...strange, ...partly.map(([first]) => first!)])
    const odd = partly.flatMap((line) => {
      const others = line.filter((each) => !isOfOwn(each))
      return others.length > 0 && page.sideCount >= LEAST_COMMON && ownerOf(others[0]!) !== undefined ? others : []
    })
    odd.push(...strange.filter((each) => ownerOf(each) !== undefined || !isHarmless(each, isCommon)))
    const found = (each: Occurrence, kind: UnexpectedText['kind']) => ({
      kind,
      at: beside.sideAt(each.at),
      page: name,
      printed: each.text,
      ...(each.box && { box: each.box }),
    })
    return [
      ...[...columns].map(([column, all]) => ({ ...found(all[0]!, 'undeclared_column'), column, count: all.length })),
      ...odd.map((each): UnexpectedText => {
        if (hasLostCharacter(each.text, compiled.rareLetters)) return found(each, 'unverified')
        const owner = ownerOf(each)
        return { ...found(each, 'unexpected_text'), ...(owner !== undefined && { owner }) }
      }),
      ...page.beyond.map((at): UnexpectedText => ({ kind: 'unexpected_text', at: beside.sideAt(at), page: name })),
    ]
  }

  /** Lines whose figures count on, in all of their places: unless these are mostly values of the data. */
  function runningShapes(page: BesidePage, isCommon: (count: number) => boolean): ReadonlyMap<Shape, Figures> {
    const running = new Map<Shape, Figures>()
    for (const shape of page.shapes.values()) {
      const isSame = shape.texts.length === 0 && shape.lines.every(({ count }) => isCommon(count))
      if (isSame || !isCommon(countOf(shape))) continue
      const all = occurrencesOf(shape)
      const figures = countsOn(all, pieceAt)
      if (figures && !areOfData(all)) running.set(shape, figures)
    }
    return running
  }

  function areOfData(all: readonly Occurrence[]): boolean {
    const step = Math.ceil(all.length / LEAST_KEPT)
    const sample = all.filter((_, i) => i % step === 0).map((each) => ({ ...each, codes: codesIn(each.text) }))
    const owners = values.ownersOf(sample.flatMap(({ codes }) => codes))
    const ofData = sample.filter(
      ({ text, at, codes }) =>
        codes.some((code) => owners.has(code)) || values.ownIn(beside.sideAt(at).record, text) !== undefined,
    )
    return ofData.length * 2 >= sample.length
  }

  /** Tells values of the sheets' own records, by themselves or in words that stand around the values of several. */
  function ownReader(page: BesidePage, occurrences: readonly Occurrence[]) {
    const around = new Map<string, Set<string>>()
    const read = ({ text, at }: Occurrence) => values.ownIn(beside.sideAt(at).record, text)
    for (const each of occurrences) {
      const value = read(each)
      if (!value || isWhole(value)) continue
      const texts = around.get(keyOf(value))
      if (texts) texts.add(each.text)
      else around.set(keyOf(value), new Set([each.text]))
    }
    const least = Math.min(LEAST_COMMON, page.sideCount)
    const frames = [...around].filter(([, texts]) => texts.size >= least).map(([key]) => key)
    const isFrame = new Set(frames)
    return {
      of(each: Occurrence): OwnValue | undefined {
        const value = read(each)
        return value && (isWhole(value) || isFrame.has(keyOf(value))) ? value : undefined
      },
      /** The text, and what is left of it without what stands around others' own values. */
      readings: ({ text }: Occurrence) => withoutFrames(asItCounts(text), frames),
    }
  }

  /** @returns the record whose value a text is, unless it is the sheet's own */
  function ownerReader({ readings }: ReturnType<typeof ownReader>, occurrences: readonly Occurrence[]) {
    const owners = values.ownersOf(occurrences.flatMap(readings))
    return (each: Occurrence): number | undefined => {
      const { record } = beside.sideAt(each.at)
      return readings(each)
        .map((text) => owners.get(text))
        .find((owner) => owner !== undefined && owner !== record)
    }
  }

  /** Constant pages are all alike, but for figures that count on. The commonest is the right one. */
  function insertsOf(page: BesidePage): UnexpectedText[] {
    const wholes = [...page.wholes.values()].sort((a, b) => b.count - a.count || a.at[0]! - b.at[0]!)
    const odd = wholes.slice(1).flatMap(({ at }) => at)
    const isOdd = new Set(odd)
    for (const shape of page.shapes.values()) {
      const all = occurrencesOf(shape).filter(({ at }) => !isOdd.has(at))
      const commonest = shape.lines.reduce((most, line) => (line.count > most.count ? line : most))
      if (shape.lines.length + shape.texts.length < 2) continue
      const figures = countsOn(all, pieceAt)
      for (const { text, at } of all) {
        const isAlike = figures ? !figures.isOdd(at) : text === commonest.text
        if (!isAlike) isOdd.add(at)
      }
    }
    return [...isOdd]
      .sort((a, b) => a - b)
      .map((at) => ({ kind: 'not_same', at: beside.sideAt(at), page: page.page.page.name }))
  }

  function isHarmless({ text, shape }: Occurrence, isCommon: (count: number) => boolean): boolean {
    if (ownWords.includes(normalised(text))) return true
    return shape !== undefined && (text.match(/\d/g) ?? []).length <= FEW_FIGURES && isCommon(countOf(shape))
  }
}

function commonness({ sideCount }: BesidePage): (count: number) => boolean {
  const least = Math.max(LEAST_COMMON, Math.ceil(COMMON_SHARE * sideCount))
  return (count) => count >= sideCount || count >= least
}

const FIGURES = /[0-9０-９]+/g
function shapeOf({ shapes }: BesidePage, text: string): { shape?: Shape } {
  const shape = shapes.get(text.replace(FIGURES, '#'))
  return shape ? { shape } : {}
}

const boxOf = ({ lines }: Shape): { box?: Box } => (lines[0] ? { box: lines[0].box } : {})
const countOf = ({ lines, texts }: Shape) => lines.reduce((sum, { count }) => sum + count, 0) + texts.length

const occurrencesOf = ({ lines, texts, at }: Shape): Occurrence[] => [
  ...lines.flatMap((line) => line.at.map((each) => ({ text: line.text, at: each }))),
  ...texts.map((text, i) => ({ text, at: at[i]! })),
]

/** Lines that few sides have, each place by itself; and those that many have, but not all, or that are the same on one or two. */
function unusual(
  page: BesidePage,
  isCommon: (count: number) => boolean,
  isRunning: (each: Occurrence) => boolean,
): { readonly rare: readonly Occurrence[]; readonly partly: readonly (readonly Occurrence[])[] } {
  const [rare, partly]: [Occurrence[], Occurrence[][]] = [[], []]
  for (const { text, box, count, at } of page.lines.values()) {
    if (!isCommon(count)) rare.push(...at.map((each) => ({ text, box, at: each, ...shapeOf(page, text) })))
    else if (count < page.sideCount || page.sideCount < LEAST_COMMON)
      partly.push(at.map((each) => ({ text, box, at: each })))
  }
  for (const shape of page.shapes.values())
    rare.push(...shape.texts.map((text, i) => ({ text, at: shape.at[i]!, shape, ...boxOf(shape) })))
  return { rare: rare.filter((each) => !isRunning(each)), partly }
}

/** What may be a key or a number in a text. */
function codesIn(text: string): string[] {
  const printed = asItCounts(text)
  return [printed, ...(printed.match(/[A-Za-z-]*\d{4,}/g) ?? []), ...(printed.match(/\d{4,}/g) ?? [])]
}

const keyOf = ({ before, after }: OwnValue) => `${before}\n${after}`
const isWhole = ({ before, after }: OwnValue) => before === '' && after === ''

const LABEL = /^[^:]{1,12}:/
const TITLE = /(様|殿|御中)$/

function withoutFrames(printed: string, frames: readonly string[]): string[] {
  const found = [
    printed,
    printed.replace(LABEL, ''),
    printed.replace(TITLE, ''),
    printed.replace(LABEL, '').replace(TITLE, ''),
  ]
  for (const frame of frames) {
    const [before, after] = frame.split('\n') as [string, string]
    if (printed.length > before.length + after.length && printed.startsWith(before) && printed.endsWith(after))
      found.push(printed.slice(before.length, printed.length - after.length))
  }
  return found
}

/** Labels stand in the specification: they are nobody's. */
function wordsOf({ specification }: CompiledSpecification): string {
  const words = specification.pages.flatMap(({ marks, fields }) => [
    ...marks.map(({ text }) => text),
    ...fields.flatMap(({ name, columns, before, after, pattern = '' }) => [name, ...columns, before, after, pattern]),
  ])
  return words.map(normalised).join('\n')
}
