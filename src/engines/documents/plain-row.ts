import { columnOf, type SheetCells } from './sheet-cells.ts'
import { unescaped } from './xml-scanner.ts'

const [SPACE, SLASH, GREATER, LESS, QUOTE, EQUALS] = [32, 47, 62, 60, 34, 61]
const [C, R, S, T, V, I, F] = [99, 114, 115, 116, 118, 105, 102]

/**
 * Feeds the cells of one row as Excel and most programs write it, many times faster than a scanner of any XML.
 * @param text holds `<row …>…</row>` from `from` to `until`, without comments, CDATA or instructions
 * @returns false where the row is not of that form; nothing of it was fed then
 */
export function feedPlainRow(cells: SheetCells, text: string, from: number, until: number): boolean {
  let at = from + 4
  let number: string | undefined
  while (text.charCodeAt(at) === SPACE) {
    const equals = text.indexOf('="', at)
    const end = equals < 0 ? -1 : text.indexOf('"', equals + 2)
    if (end < 0 || end >= until) return false
    if (equals === at + 2 && text.charCodeAt(at + 1) === R) number = text.slice(equals + 2, end)
    at = end + 1
  }
  if (text.charCodeAt(at) !== GREATER) return false
  cells.beginRow(number)
  at = feedCells(cells, text, at + 1)
  if (at === until - ROW_END.length && text.startsWith(ROW_END, at)) {
    cells.endRow()
    return true
  }
  cells.abandonRow()
  return false
}

export const ROW_END = '</row>'

/** Where the cells end; -1 where one is not of the plain form. */
function feedCells(cells: SheetCells, text: string, from: number): number {
  let at = from
  for (;;) {
    if (text.charCodeAt(at) !== LESS) return -1
    if (text.charCodeAt(at + 1) === SLASH) return at
    if (text.charCodeAt(at + 1) !== C) return -1
    at += 2
    let [column, style, type] = [-1, '', 'n']
    while (text.charCodeAt(at) === SPACE) {
      const name = text.charCodeAt(at + 1)
      // Other attributes of a cell, like its metadata, have longer names: left to the strict scanner.
      if (text.charCodeAt(at + 2) !== EQUALS || text.charCodeAt(at + 3) !== QUOTE) return -1
      const end = text.indexOf('"', at + 4)
      if (end < 0) return -1
      if (name === R) column = columnOf(text, at + 4)
      else if (name === S) style = text.slice(at + 4, end)
      else if (name === T) type = text.slice(at + 4, end)
      else return -1
      at = end + 1
    }
    if (text.charCodeAt(at) === SLASH && text.charCodeAt(at + 1) === GREATER) {
      cells.cell(column, type, style, '', false)
      at += 2
      continue
    }
    if (text.charCodeAt(at) !== GREATER || text.charCodeAt(at + 1) !== LESS) return -1
    at++
    let hasFormula = false
    if (text.charCodeAt(at + 1) === F) {
      hasFormula = true
      at = pastFormula(text, at)
      if (at < 0) return -1
    }
    let value = ''
    const next = text.charCodeAt(at + 1)
    if (next === V && text.charCodeAt(at + 2) === GREATER) {
      const end = text.indexOf('<', at + 3)
      if (!text.startsWith('</v>', end)) return -1
      value = text.slice(at + 3, end)
      at = end + 4
    } else if (next === I) {
      if (!text.startsWith('<is><t', at)) return -1
      const begin = text.indexOf('>', at + 6) + 1
      const attributes = text.slice(at + 6, begin - 1)
      if (attributes !== '' && attributes !== ' xml:space="preserve"') return -1
      const end = text.indexOf('<', begin)
      if (!text.startsWith('</t></is>', end)) return -1
      value = text.slice(begin, end)
      at = end + 9
    } else if (next !== SLASH) return -1
    if (!text.startsWith('</c>', at)) return -1
    if (value.includes('&') || value.includes('\r')) value = unescaped(value)
    cells.cell(column, type, style, value, hasFormula)
    at += 4
  }
}

/** One past `<f …>…</f>` or `<f …/>`; formulas hold no elements. */
function pastFormula(text: string, at: number): number {
  const end = text.indexOf('>', at)
  if (end < 0 || text.slice(at, end).split('"').length % 2 === 0) return -1
  if (text.charCodeAt(end - 1) === SLASH) return end + 1
  const close = text.indexOf('<', end)
  return text.startsWith('</f>', close) ? close + 4 : -1
}
