/** What goes wrong in a print shop, put on a right run: each fault says what a verification must find and name. */
import type { DiagnosisKind, MismatchKind, PrintSummary } from '../../src/engines/print-match/index.ts'
import { type DrawnPage, type DrawnRun, type DrawnSheet, type DrawnText, pdfPages, type Seeded } from './print-runs.ts'

export interface Fault {
  readonly run: DrawnRun
  /** What is wrong with the summary; undefined where the fault was found and named. */
  readonly missed: (summary: PrintSummary) => string | undefined
}
type MakeFault = (run: DrawnRun, random: Seeded) => Fault | undefined

interface Named {
  /** One of these must be among the findings. */
  readonly kinds: readonly MismatchKind[]
  /** One of these must be among the sentences. */
  readonly diagnosis: readonly DiagnosisKind[]
  /** Sheets that must be marked, by their place in the run from 0. */
  readonly sheets?: readonly number[]
  readonly keys?: readonly string[]
}

const named =
  ({ kinds, diagnosis, sheets = [], keys = [] }: Named) =>
  (summary: PrintSummary): string | undefined => {
    if (summary.outcome !== 'mismatches') return `outcome ${summary.outcome}`
    const has = summary.mismatches.some(({ kind }) => kinds.includes(kind))
    if (!has) return `no ${kinds.join('/')} among ${[...new Set(summary.mismatches.map(({ kind }) => kind))].join(',')}`
    const says = summary.diagnosis.some(({ kind }) => diagnosis.includes(kind))
    if (!says) return `no ${diagnosis.join('/')} among ${summary.diagnosis.map(({ kind }) => kind).join(',')}`
    const marked = new Set(summary.mismatches.map(({ sheet }) => sheet))
    const unmarked = sheets.find((sheet) => !marked.has(sheet + 1))
    if (unmarked !== undefined) return `sheet ${unmarked + 1} is not marked`
    const told = new Set(summary.mismatches.flatMap(({ record, otherRecord }) => [record, otherRecord]))
    const untold = keys.find((key) => !told.has(key))
    return untold === undefined ? undefined : `key ${untold} is not named`
  }

const pageText = (page: DrawnPage | undefined) =>
  page
    ? page.texts
        .map(
          ({ text, x, y, sizePt, fault }) =>
            `${text.normalize('NFKC').replace(/\s/g, '')}@${x},${y},${sizePt}${fault ?? ''}`,
        )
        .join('|')
    : ''
/** The printed run is another one than before. */
const isChanged = (before: DrawnRun, after: DrawnRun) =>
  pdfPages(before).map(pageText).join('\n') !== pdfPages(after).map(pageText).join('\n')
const hasText = (page: DrawnPage | undefined) => (page?.texts.length ?? 0) > 0
const isSame = (a: DrawnPage | undefined, b: DrawnPage | undefined) => pageText(a) === pageText(b)

/** Sheets of records, and those of them whose back says whose it is. */
const own = (run: DrawnRun) => run.sheets.flatMap((sheet, at) => (sheet.record >= 0 ? [at] : []))
const hasBacks = (run: DrawnRun) =>
  run.specification.duplex &&
  run.sheets.some((sheet) => sheet.record >= 0 && sheet.sides[1]!.texts.some(({ field }) => field))
const withBack = (sheet: DrawnSheet, back: DrawnPage): DrawnSheet => ({ ...sheet, sides: [sheet.sides[0]!, back] })
const withSheets = (run: DrawnRun, sheets: readonly DrawnSheet[]): DrawnRun => ({ ...run, sheets })
const keyOf = (run: DrawnRun, sheet: number) => run.data.records[run.sheets[sheet]!.record]!.key

function rearrangedBacks(
  run: DrawnRun,
  order: (at: number[]) => number[],
  diagnosis: readonly DiagnosisKind[],
): Fault | undefined {
  if (!hasBacks(run)) return undefined
  const at = own(run)
  const from = order(at)
  const sheets = [...run.sheets]
  at.forEach((sheet, i) => (sheets[sheet] = withBack(run.sheets[sheet]!, run.sheets[from[i]!]!.sides[1]!)))
  const marked = at.filter((sheet, i) => !isSame(run.sheets[sheet]!.sides[1], run.sheets[from[i]!]!.sides[1]))
  return {
    run: withSheets(run, sheets),
    missed: named({
      kinds: [
        'other_record',
        'other_child',
        'blank_side',
        'not_blank',
        'wrong_template',
        'field_differs',
        'field_missing',
        'order',
      ],
      diagnosis: [...diagnosis, 'children_wrong', 'fields_wrong', 'sides_blank', 'template_wrong', 'backs_other'],
      sheets: marked,
    }),
  }
}

/** Whole sheets in another order; `order` gives for each place the sheet that lies there. */
function rearrangedSheets(run: DrawnRun, order: number[], expected: Named): Fault {
  return {
    run: withSheets(
      run,
      order.map((sheet) => run.sheets[sheet]!),
    ),
    missed: named(expected),
  }
}
const all = (run: DrawnRun) => run.sheets.map((_, at) => at)

/** Changes one value that is printed, on a page of the run as it would be drawn. */
function spoiltField(
  run: DrawnRun,
  random: Seeded,
  spoil: (text: DrawnText) => DrawnText | undefined,
  kinds: readonly MismatchKind[],
  only?: (text: DrawnText) => boolean,
): Fault | undefined {
  const places = own(run).flatMap((sheet) =>
    run.sheets[sheet]!.sides.flatMap((page, side) =>
      page.texts.flatMap((text, at) =>
        text.field !== undefined && (!only || only(text)) ? [{ sheet, side, at, text }] : [],
      ),
    ),
  )
  if (places.length === 0) return undefined
  const place = random.pick(places)
  const spoilt = spoil(place.text)
  if (!spoilt) return undefined
  const sheets = run.sheets.map((sheet, at) => {
    if (at !== place.sheet) return sheet
    const sides = sheet.sides.map((page, side) =>
      side === place.side ? { ...page, texts: page.texts.map((text, i) => (i === place.at ? spoilt : text)) } : page,
    )
    return { ...sheet, sides }
  })
  return {
    run: withSheets(run, sheets),
    missed: named({
      kinds,
      diagnosis: ['fields_wrong', 'children_wrong', 'characters_lost', 'unverified', 'unknown', 'backs_other'],
      sheets: [place.sheet],
      keys: [keyOf(run, place.sheet)],
    }),
  }
}

const isChild = (text: DrawnText) => text.field === '児童氏名' || text.field === '生年月日'
const stretch = (random: Seeded, count: number, least: number): [number, number] => {
  const length = least + random.below(Math.max(1, Math.min(12, count - least)))
  const from = random.below(Math.max(1, count - length))
  return [from, Math.min(count - 1, from + length - 1)]
}

export const FAULTS: Readonly<Record<string, MakeFault>> = {
  'backs shifted by one or more': (run, random) => {
    const count = own(run).length
    const from = 1 + random.below(count - 3)
    const by = random.chance(0.7) ? 1 : 1 + random.below(3)
    const isLater = random.chance(0.5)
    return rearrangedBacks(
      run,
      (at) =>
        at.map((sheet, i) => (i < from ? sheet : isLater ? at[(i + by) % count]! : at[Math.max(from - 1, i - by)]!)),
      ['backs_shifted'],
    )
  },
  'two backs swapped': (run, random) => {
    const count = own(run).length
    const [a, b] = [random.below(count), random.below(count)]
    return rearrangedBacks(run, (at) => at.map((sheet, i) => (i === a ? at[b]! : i === b ? at[a]! : sheet)), [
      'backs_swapped',
      'backs_shifted',
    ])
  },
  'backs of a group reversed': (run, random) => {
    const [from, to] = stretch(random, own(run).length, 4)
    return rearrangedBacks(run, (at) => at.map((sheet, i) => (i >= from && i <= to ? at[from + to - i]! : sheet)), [
      'backs_reversed',
      'backs_shifted',
      'backs_swapped',
    ])
  },
  'backs of two batches swapped': (run, random) => {
    const count = own(run).length
    const length = 2 + random.below(5)
    const from = random.below(Math.max(1, count - 2 * length))
    return rearrangedBacks(
      run,
      (at) =>
        at.map((sheet, i) =>
          i >= from && i < from + length
            ? (at[i + length] ?? sheet)
            : i >= from + length && i < from + 2 * length
              ? at[i - length]!
              : sheet,
        ),
      ['backs_swapped', 'backs_shifted'],
    )
  },
  'a record dropped': (run, random) => {
    const record = random.below(run.data.records.length)
    const order = all(run).filter((sheet) => run.sheets[sheet]!.record !== record)
    return rearrangedSheets(run, order, {
      kinds: ['missing_record'],
      diagnosis: ['record_dropped'],
      keys: [run.data.records[record]!.key],
    })
  },
  'records dropped': (run, random) => {
    const first = random.below(run.data.records.length - 6)
    const last = first + 1 + random.below(4)
    const order = all(run).filter((sheet) => run.sheets[sheet]!.record < first || run.sheets[sheet]!.record > last)
    return rearrangedSheets(run, order, {
      kinds: ['missing_record'],
      diagnosis: ['records_dropped'],
      keys: [run.data.records[first]!.key, run.data.records[last]!.key],
    })
  },
  'a record printed twice': (run, random) => {
    const record = random.below(run.data.records.length)
    const order = all(run).flatMap((sheet) => (run.sheets[sheet]!.record === record ? [sheet] : [sheet]))
    const own = order.filter((sheet) => run.sheets[sheet]!.record === record)
    order.splice(order.lastIndexOf(own.at(-1)!) + 1, 0, ...own)
    return rearrangedSheets(run, order, {
      kinds: ['printed_twice'],
      diagnosis: ['record_repeated', 'restarted'],
      keys: [run.data.records[record]!.key],
    })
  },
  'printing restarted too early': (run, random) => {
    const at = own(run)
    const stop = 6 + random.below(at.length - 8)
    const back = stop - 2 - random.below(3)
    const order = [...all(run).slice(0, at[stop]! + 1), ...all(run).slice(at[back])]
    return rearrangedSheets(run, order, { kinds: ['printed_twice'], diagnosis: ['restarted', 'record_repeated'] })
  },
  'a group reversed': (run, random) => {
    const [from, to] = stretch(random, run.sheets.length, 4)
    const order = all(run).map((sheet) => (sheet >= from && sheet <= to ? from + to - sheet : sheet))
    return rearrangedSheets(run, order, {
      kinds: ['order'],
      diagnosis: ['group_reversed', 'group_moved', 'order_mixed', 'batches_swapped'],
    })
  },
  'two batches swapped': (run, random) => {
    const length = 2 + random.below(6)
    const from = random.below(Math.max(1, run.sheets.length - 2 * length))
    const order = all(run)
    const moved = order.splice(from, length)
    order.splice(from + length, 0, ...moved)
    return rearrangedSheets(run, order, {
      kinds: ['order'],
      diagnosis: ['batches_swapped', 'group_moved', 'order_mixed'],
    })
  },
  'a page dropped': (run, random) => {
    if (!run.specification.duplex || run.specification.pageOrder !== 'front_back' || run.specification.imposition)
      return undefined
    const at = random.pick(own(run))
    // The sides after it move up by one.
    const sides = run.sheets.flatMap((sheet) => sheet.sides.map((page) => ({ page, record: sheet.record })))
    const dropped = at * 2 + random.below(2)
    if (!hasText(sides[dropped]!.page)) return undefined
    sides.splice(dropped, 1)
    const sheets: DrawnSheet[] = []
    for (let i = 0; i < sides.length; i += 2)
      sheets.push({ record: sides[i]!.record, sides: [sides[i]!.page, sides[i + 1]?.page ?? { texts: [] }] })
    return {
      run: withSheets(run, sheets),
      missed: named({
        kinds: ['other_record', 'blank_side', 'not_blank', 'order', 'wrong_template', 'missing_page', 'unknown_record'],
        diagnosis: [
          'page_dropped',
          'page_added',
          'sides_blank',
          'backs_other',
          'backs_shifted',
          'unknown',
          'template_wrong',
          'fields_wrong',
        ],
      }),
    }
  },
  'a back blank': (run, random) => {
    if (!run.specification.duplex) return undefined
    const at = own(run).filter((sheet) => run.sheets[sheet]!.sides[1]!.texts.length > 0)
    if (at.length === 0) return undefined
    const place = random.pick(at)
    const sheets = run.sheets.map((sheet, i) => (i === place ? withBack(sheet, { texts: [] }) : sheet))
    return {
      run: withSheets(run, sheets),
      missed: named({ kinds: ['blank_side'], diagnosis: ['sides_blank'], sheets: [place], keys: [keyOf(run, place)] }),
    }
  },
  'a field cut off': (run, random) =>
    spoiltField(
      run,
      random,
      (text) => (text.text.length < 4 ? undefined : { ...text, text: text.text.slice(0, -2) }),
      ['cut_off', 'field_differs', 'field_missing', 'overflow', 'other_child'],
      (text) => !isChild(text) || text.text.length < 12,
    ),
  'a value covered': (run, random) =>
    spoiltField(run, random, (text) => ({ ...text, fault: 'covered' }), ['covered', 'unverified']),
  'a value clipped': (run, random) =>
    spoiltField(run, random, (text) => (text.text.length < 4 ? undefined : { ...text, fault: 'clipped' }), ['cut_off']),
  'a glyph lost': (run, random) =>
    spoiltField(run, random, (text) => ({ ...text, fault: 'no_glyph' }), [
      'missing_glyph',
      'field_missing',
      'field_differs',
      'cut_off',
      'unverified',
    ]),
  'a character replaced by 〓': (run, random) =>
    spoiltField(
      run,
      random,
      (text) => ({ ...text, text: text.text.replace(/\p{Script=Han}/u, '〓') }),
      ['missing_glyph', 'field_differs', 'field_missing'],
      (text) => /氏名|宛名|住所/.test(text.field ?? ''),
    ),
  'a value too long for its box': (run, random) =>
    spoiltField(
      run,
      random,
      (text) => ({ ...text, sizePt: 30 }),
      ['overflow', 'cut_off', 'field_differs', 'other_child', 'unverified'],
      (text) => text.field === '住所',
    ),
  'a value of somebody else': (run, random) => {
    const field = random.pick(['住所', '宛名', '金額', '郵便番号'])
    const others = run.sheets.flatMap((sheet) =>
      sheet.sides.flatMap((page) => page.texts.filter((text) => text.field === field)),
    )
    return spoiltField(
      run,
      random,
      (text) => ({ ...text, text: random.pick(others).text }),
      ['field_differs', 'other_child', 'variant', 'cut_off', 'other_record'],
      (text) => text.field === field,
    )
  },
  'a child of another household': (run, random) => {
    const names = run.sheets.flatMap((sheet) =>
      sheet.sides.flatMap((page) => page.texts.filter((text) => text.field === '児童氏名')),
    )
    return spoiltField(
      run,
      random,
      (text) => ({ ...text, text: random.pick(names).text }),
      ['other_child', 'field_differs', 'other_record', 'variant', 'cut_off', 'overflow'],
      (text) => text.field === '児童氏名',
    )
  },
}

/** A right run with one fault that shows in print; undefined where this fault cannot happen to this run. */
export function faulty(run: DrawnRun, name: string, random: Seeded): Fault | undefined {
  const fault = FAULTS[name]!(run, random)
  return fault && isChanged(run, fault.run) ? fault : undefined
}
