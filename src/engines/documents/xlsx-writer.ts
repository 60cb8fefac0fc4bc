import type { CellValue, SheetTable } from './sheet-table.ts'
import { zipBytes } from './zip-writer.ts'

const [MAX_ROWS, MAX_TEXT] = [1_048_576, 32_767]
const STYLE = { text: 0, day: 1, head: 2, plain: 3 }

/**
 * Writes one sheet as .xlsx while the rows come in; memory stays flat. Texts are texts (format `@`), never formulas.
 * @param sheetName at most 31 characters are kept; those that Excel refuses become `_`
 * @throws RangeError where a row, a text or the file is beyond what Excel opens
 */
export function xlsxBytes(sheetName: string, table: SheetTable): AsyncGenerator<Uint8Array> {
  return zipBytes([
    { name: '[Content_Types].xml', content: [CONTENT_TYPES] },
    { name: '_rels/.rels', content: [relationship('officeDocument', 'xl/workbook.xml')] },
    { name: 'xl/workbook.xml', content: [workbook(sheetName)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [relationship('worksheet', 'worksheets/sheet1.xml', 'styles', 'styles.xml')],
    },
    { name: 'xl/styles.xml', content: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(table) },
  ])
}

async function* sheet(table: SheetTable): AsyncGenerator<string> {
  let text = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  let line = 1
  text += row(line, table.headers, STYLE.head)
  for await (const values of table.rows) {
    if (++line > MAX_ROWS) throw new RangeError(`more than ${MAX_ROWS} rows`)
    text += row(line, values, STYLE.text)
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData></worksheet>`
}

function row(line: number, values: readonly CellValue[], textStyle: number): string {
  return `<row r="${line}">${values.map((value, column) => cell(columnName(column) + line, value, textStyle)).join('')}</row>`
}

function cell(reference: string, value: CellValue, textStyle: number): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number' && Number.isFinite(value))
    return `<c r="${reference}" s="${STYLE.plain}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${reference}" s="${STYLE.plain}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'object') {
    const serial = Math.round((Date.parse(`${value.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
    // Excel's calendar is wrong before March 1900; such a day is written as text.
    if (serial >= 61) return `<c r="${reference}" s="${STYLE.day}"><v>${serial}</v></c>`
  }
  const text = typeof value === 'object' ? value.day : String(value)
  if (text.length > MAX_TEXT) throw new RangeError(`a text of ${text.length} characters in ${reference}`)
  return `<c r="${reference}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

function columnName(column: number): string {
  let [name, left] = ['', column + 1]
  for (; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}

/** What XML cannot carry goes as `_x000D_`; a text that looks like such a mark is marked itself. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (each) => {
      if (each === '\n' || each === '\t') return each
      return `_x${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const PART = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PART}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${PART}.styles+xml"/></Types>`

/** Styles in the order of STYLE: text, day, bold text of the head, plain. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font><font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

function workbook(sheetName: string): string {
  const kept = /^.{0,31}/u.exec(sheetName.replace(/[[\]:*?/\\'\n\r]/g, '_'))![0] || 'Sheet1'
  const name = escaped(kept).replaceAll('"', '&quot;')
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

function relationship(...pairs: string[]): string {
  let text = `${XML}<Relationships xmlns="${PACKAGE}/relationships">`
  for (let i = 0; i < pairs.length; i += 2)
    text += `<Relationship Id="rId${i / 2 + 1}" Type="${OFFICE}/${pairs[i]}" Target="${pairs[i + 1]}"/>`
  return `${text}</Relationships>`
}
