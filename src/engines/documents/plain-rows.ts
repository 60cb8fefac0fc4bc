import { ASKS, ASKS_OF, type ByteTexts } from './byte-texts.ts'
import { cellTypeAt, columnAt, numberAt, standsAt } from './plain-attributes.ts'
import type { SheetCells } from './sheet-cells.ts'
import { unescaped } from './xml-scanner.ts'

const [SPACE, QUOTE, SLASH, LESS, EQUALS, GREATER] = [32, 34, 47, 60, 61, 62]
const [C, F, I, R, S, T, V] = [99, 102, 105, 114, 115, 116, 118]
const ROW_OPEN = Buffer.from('<row')
export const ROW_END = Buffer.from('</row>')
const CELL_END = Buffer.from('</c>')
const VALUE_END = Buffer.from('</v></c>')
const TEXT_END = Buffer.from('</t></is></c>')
const FORMULA_END = Buffer.from('</f>')
const TEXT_OPEN = Buffer.from('<is><t>')
const SPACED_TEXT_OPEN = Buffer.from('<is><t xml:space="preserve">')

/**
 * Feeds rows as Excel and most programs write them, byte by byte, many times faster than a scanner of any XML: no text is
 * made but those that are shown. `bytes` holds whole rows, the last of which ends at `until`.
 * @returns where it stopped: `until`, or the beginning of what is no row of the plain form; nothing of that was fed
 */
export function feedPlainRows(cells: SheetCells, texts: ByteTexts, bytes: Buffer, from: number, until: number): number {
  for (let at = from; ;) {
    while (at < until && bytes[at]! <= SPACE) at++
    if (at >= until) return until
    const end = feedRow(cells, texts, bytes, at)
    if (end < 0) return at
    at = end
  }
}

/** One past the row that begins at `from`; -1 where it is not of the plain form. */
function feedRow(cells: SheetCells, texts: ByteTexts, bytes: Buffer, from: number): number {
  if (!standsAt(bytes, from, ROW_OPEN)) return -1
  let at = from + ROW_OPEN.length
  let number: number | undefined
  while (bytes[at] === SPACE) {
    const name = at + 1
    while (bytes[at] !== EQUALS && bytes[at] !== GREATER && bytes[at] !== LESS) at++
    if (bytes[at] !== EQUALS || bytes[at + 1] !== QUOTE) return -1
    const value = at + 2
    at = endOfValue(bytes, value)
    if (at < 0) return -1
    if (name + 1 === value - 2 && bytes[name] === R) {
      number = numberAt(bytes, value, at)
      if (number < 0) return -1
    }
    at++
  }
  const isEmpty = bytes[at] === SLASH
  if (bytes[isEmpty ? at + 1 : at] !== GREATER) return -1
  cells.beginRow(number)
  if (isEmpty) {
    cells.endRow()
    return at + 2
  }
  at = feedCells(cells, texts, bytes, at + 1)
  if (at < 0 || !standsAt(bytes, at, ROW_END)) {
    cells.abandonRow()
    return -1
  }
  cells.endRow()
  return at + ROW_END.length
}

/** Where the cells end; -1 where one is not of the plain form. Each loop ends at the `<` of the row's end at the latest. */
function feedCells(cells: SheetCells, texts: ByteTexts, bytes: Buffer, from: number): number {
  for (let at = from; ;) {
    if (bytes[at] !== LESS) return -1
    if (bytes[at + 1] === SLASH) return at
    if (bytes[at + 1] !== C) return -1
    at += 2
    let [column, style, type] = [-1, 0, 'n']
    while (bytes[at] === SPACE) {
      const name = bytes[at + 1]
      // Other attributes of a cell, like its metadata, have longer names: left to the strict scanner.
      if (bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return -1
      const value = at + 4
      at = endOfValue(bytes, value)
      if (at < 0) return -1
      if (name === R) column = columnAt(bytes, value)
      else if (name === S) style = numberAt(bytes, value, at)
      else if (name === T) type = cellTypeAt(bytes, value, at)
      else return -1
      if (style < 0 || type === '') return -1
      at++
    }
    if (bytes[at] === SLASH && bytes[at + 1] === GREATER) {
      cells.cell(column, type, style, '', false)
      at += 2
      continue
    }
    if (bytes[at] !== GREATER) return -1
    at++
    const hasFormula = bytes[at] === LESS && bytes[at + 1] === F
    if (hasFormula) at = pastFormula(bytes, at)
    if (at < 0 || bytes[at] !== LESS) return -1
    let closing = CELL_END
    if (bytes[at + 1] === V && bytes[at + 2] === GREATER) {
      closing = VALUE_END
      at += 3
    } else if (bytes[at + 1] === I) {
      closing = TEXT_END
      at = standsAt(bytes, at, TEXT_OPEN) ? at + TEXT_OPEN.length : pastSpacedOpening(bytes, at)
      if (at < 0) return -1
    } else if (bytes[at + 1] !== SLASH) return -1
    const begin = at
    let [hash, asks] = [0, 0]
    for (let byte = bytes[at]!; byte !== LESS; byte = bytes[++at]!) {
      hash = Math.imul(hash ^ byte, 0x01000193)
      asks |= ASKS_OF[byte]!
    }
    if (!standsAt(bytes, at, closing)) return -1
    if (at === begin) cells.cell(column, type, style, '', hasFormula)
    else if (type === 's' && asks === 0) cells.listed(column, numberAt(bytes, begin, at))
    else {
      const value = texts(bytes, begin, at, hash, asks)
      const needsCare = (asks & ASKS.care) !== 0
      if (type === 'inlineStr' && !needsCare) cells.text(column, value)
      else cells.cell(column, type, style, needsCare ? unescaped(value) : value, hasFormula)
    }
    at += closing.length
  }
}

/** Where the quote behind an attribute's value stands; -1 where none does within the tag. */
function endOfValue(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] !== QUOTE && bytes[at] !== LESS) at++
  return bytes[at] === QUOTE ? at : -1
}

function pastSpacedOpening(bytes: Buffer, at: number): number {
  return standsAt(bytes, at, SPACED_TEXT_OPEN) ? at + SPACED_TEXT_OPEN.length : -1
}

/** One past `<f …>…</f>` or `<f …/>`; formulas hold no elements. */
function pastFormula(bytes: Buffer, from: number): number {
  let at = from
  for (let isQuoted = false; isQuoted || bytes[at] !== GREATER; at++) {
    if (at > from && bytes[at] === LESS) return -1
    if (bytes[at] === QUOTE) isQuoted = !isQuoted
  }
  if (bytes[at - 1] === SLASH) return at + 1
  while (bytes[at] !== LESS) at++
  return standsAt(bytes, at, FORMULA_END) ? at + FORMULA_END.length : -1
}
