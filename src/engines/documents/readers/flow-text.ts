import { UnreadableFile } from '../unreadable-file.ts'
import type { XmlListener } from '../xml-scanner.ts'

/** Running text and tables of WordprocessingML or DrawingML, whose elements for text have the same names. */
export interface Flow {
  /** A text, or a table as rows of cells. */
  readonly blocks: (string | string[][])[]
  /** Text that is not shown: marked hidden, deleted under tracked changes, instructions of fields. */
  readonly hidden: string[]
}

interface Run {
  text: string
  isHidden: boolean
}

const MOST_UNITS = 64 * 1024 * 1024

/** @returns the listener, and what to call when the part has ended, well or not */
export function flowListener(flow: Flow): { readonly listener: XmlListener; readonly finish: () => void } {
  let [text, units] = ['', 0]
  let cell: string | undefined
  let rows: string[][] = []
  let row: string[] = []
  let tables = 0
  let [isText, isGone] = [false, false]
  const runs: Run[] = []

  const put = (part: string) => {
    units += part.length
    if (units > MOST_UNITS) throw new UnreadableFile('too_large', { part: 'text' })
    const run = runs.at(-1)
    if (run) run.text += part
    else if (tables > 0) cell = (cell ?? '') + part
    else text += part
  }
  const flush = () => {
    if (text.trim() !== '') flow.blocks.push(text)
    text = ''
  }
  const listener: XmlListener = {
    open(name, attribute) {
      switch (name) {
        case 'r':
        case 'fld':
          runs.push({ text: '', isHidden: false })
          break
        case 'vanish':
        case 'webHidden':
          if (runs.length > 0 && attribute('w:val') !== '0' && attribute('w:val') !== 'false')
            runs.at(-1)!.isHidden = true
          break
        case 't':
          isText = true
          break
        case 'delText':
        case 'instrText':
        case 'delInstrText':
          isGone = true
          break
        case 'tab':
          put('\t')
          break
        case 'br':
        case 'cr':
          put('\n')
          break
        case 'noBreakHyphen':
          put('-')
          break
        case 'fldSimple':
          flow.hidden.push(attribute('w:instr') ?? '')
          break
        case 'docPr':
        case 'cNvPr':
          for (const each of ['descr', 'title']) {
            const said = attribute(each)
            if (said) put(`${said}\n`)
          }
          break
        case 'tbl':
          if (runs.length === 0 && tables++ === 0) flush()
          break
        case 'tr':
          if (tables === 1 && runs.length === 0) row = []
          break
        case 'tc':
          if (tables === 1 && runs.length === 0) cell = ''
          break
      }
    },
    close(name) {
      switch (name) {
        case 'r':
        case 'fld': {
          const run = runs.pop()
          if (run?.isHidden) flow.hidden.push(run.text)
          else if (run) put(run.text)
          break
        }
        case 't':
          isText = false
          break
        case 'delText':
        case 'instrText':
        case 'delInstrText':
          isGone = false
          break
        case 'p':
          put('\n')
          break
        case 'tc':
          if (tables === 1 && runs.length === 0) {
            row.push((cell ?? '').trim())
            cell = undefined
          }
          break
        case 'tr':
          if (tables === 1 && runs.length === 0) rows.push(row)
          break
        case 'tbl':
          if (runs.length === 0 && --tables === 0) {
            if (rows.length > 0) flow.blocks.push(rows)
            if (cell) text += cell
            cell = undefined
            rows = []
          }
          break
      }
      if (runs.length === 0 && tables === 0 && text.length > 65_536) flush()
    },
    text(part) {
      if (isText) put(part)
      else if (isGone) flow.hidden.push(part)
      // Text where the standard has none is shown by no program that we know, and read all the same.
      else if (part.trim() !== '') flow.hidden.push(part)
    },
  }
  return {
    listener,
    finish() {
      for (const { text: left, isHidden } of runs)
        if (isHidden) flow.hidden.push(left)
        else text += left
      if (rows.length > 0) flow.blocks.push(rows)
      if (cell) text += cell
      flush()
    },
  }
}
