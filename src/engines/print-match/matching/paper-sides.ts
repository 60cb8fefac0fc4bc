import type { PrintTable } from '../print-run.ts'
import { PAPER_TEXT } from '../reading/page-content.ts'
import type { Box } from '../reading/thread-messages.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import { bare, valueOf } from './compare-page.ts'
import { type CompiledField, type CompiledSpecification, isMoving } from './compile.ts'
import type { Identifier } from './identify.ts'
import type { RunLayout } from './layout.ts'
import type { PageView } from './read-field.ts'

/** One place of the specification whose text is read from paper. */
export interface PaperPlace {
  readonly field: CompiledField
  readonly row: number
  /** Millimetres: left, top, right, bottom. */
  readonly box: Box
}

/** Below this the machine itself is not sure of what it read: it counts as not read. */
export const LEAST_CONFIDENCE = 50

/** The places of text on each side, in the order in which they are read; none where the specification does not ask for it. */
export function paperPlaces(compiled: CompiledSpecification): readonly [readonly PaperPlace[], readonly PaperPlace[]] {
  const { readsText, duplex, imposition } = compiled.specification
  if (!readsText || imposition) return [[], []]
  const onSide = (side: 0 | 1): PaperPlace[] =>
    compiled.pages
      .filter((page) => !duplex || isMoving(compiled) || page.index % 2 === side)
      .flatMap(({ fields }) => fields)
      .filter(({ field }) => field.read === 'text' && field.area !== undefined && field.pattern === undefined)
      .flatMap((field) =>
        Array.from({ length: field.rowCount }, (_, row): PaperPlace => {
          const [x, y, width, height] = field.areaOf(row)!
          return { field, row, box: [x, y, x + width, y + height] }
        }),
      )
  return [onSide(0), onSide(1)]
}

export interface PaperSides {
  /** Whose side this is, by what was read surely; undefined: nothing tells. The records that most of it belongs to. */
  ownersOn(view: PageView, side: 0 | 1): readonly number[] | undefined
  /** Whether its places were read at all. */
  wasRead(view: PageView): boolean
  /** The first field of the record that was not read, or not as it should be; undefined: all of them stand there. */
  unreadField(view: PageView, side: 0 | 1, record: number): string | undefined
}

/** @returns what the texts say that a machine read from paper: it is believed only where it is what the data say */
export function paperSides(
  compiled: CompiledSpecification,
  data: PrintTable,
  layout: RunLayout,
  identify: Pick<Identifier, 'ownersOf'>,
): PaperSides {
  const places = paperPlaces(compiled)
  const readingsOn = (view: PageView, side: 0 | 1) =>
    view.content.codes.flatMap(({ format, text, area, confidence = 0 }) => {
      const place = format === PAPER_TEXT ? places[side][area] : undefined
      return place ? [{ ...place, texts: textsIn(text), isSure: confidence >= LEAST_CONFIDENCE }] : []
    })

  return {
    ownersOn(view, side) {
      const votes = new Map<number, number>()
      for (const { field, texts, isSure } of readingsOn(view, side)) {
        if (!isSure) continue
        for (const record of new Set(texts.flatMap((text) => identify.ownersOf(field, text))))
          votes.set(record, (votes.get(record) ?? 0) + 1)
      }
      const most = Math.max(0, ...votes.values())
      return most === 0 ? undefined : [...votes].filter(([, count]) => count === most).map(([record]) => record)
    },
    wasRead: (view) => view.content.codes.some(({ format }) => format === PAPER_TEXT),
    unreadField(view, side, record) {
      const readings = readingsOn(view, side)
      const slots = layout.slotsOf(record).filter((_, at) => layout.sidesPerSheet === 1 || at % 2 === side)
      const unread = slots.map(({ page, firstChild }) => {
        const fields = page?.fields.filter(({ field }) => field.read === 'text') ?? []
        if (fields.length === 0) return '-'
        for (const field of fields)
          for (let row = 0; row < field.rowCount; row++) {
            const reading = readings.find((each) => each.field === field && each.row === row)
            if (!reading?.isSure || !shows(field, valueIn(field, record, firstChild + row), reading.texts))
              return field.field.name
          }
        return undefined
      })
      return unread.includes(undefined) ? undefined : (unread[0] ?? '-')
    },
  }

  function valueIn(field: CompiledField, record: number, child: number): string {
    const { values, children } = data.records[record]!
    const own = field.isChild ? children[child] : values
    return own ? valueOf(field, own) : ''
  }
}

/** What was read as a whole, and line by line: a neighbour's line may reach into the margin of the place. */
export function textsIn(text: string): readonly string[] {
  // A wide space is read as a stroke by itself.
  const lines = text
    .split('\n')
    .map((line) => line.replace(/(^|\s)[_”“"'|]+(?=\s|$)/g, ' '))
    .filter((line) => line.trim() !== '')
  const read = [...new Set([lines.join(''), ...lines])]
  // The comma between thousands is read as a point.
  return [...new Set(read.flatMap((each) => [each, each.replace(/[.．](?=\s*\d{3}(?!\d))/g, ',')]))]
}

/** Whether one of the texts is this value, as the field prints it. */
export function shows(field: CompiledField, value: string, texts: readonly string[]): boolean {
  const { as, before, after, variants } = field.field
  const alike = variants === 'same' ? withVariantsRead : (text: string) => text
  if (value === '') return texts.every((text) => ['', field.before + field.after].includes(normalised(text)))
  const whole = alike(normalised(before + value + after))
  return texts.some((text) => {
    const plain = normalised(text)
    if (plain === '') return false
    return alike(plain) === whole || (as !== 'text' && meaningOf(bare(plain, field), as) === meaningOf(value, as))
  })
}
