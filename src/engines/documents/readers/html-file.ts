import { Parser } from 'htmlparser2'
import type { DocumentPart } from '../document-reading.ts'
import { decodedText, guessEncoding } from '../text-encoding.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'

const WRITTEN = ['alt', 'title', 'value', 'placeholder', 'content', 'summary', 'label', 'aria-label', 'href'] as const
const BLOCKS = new Set('p div br li tr h1 h2 h3 h4 h5 h6 dt dd section article header footer hr option'.split(' '))
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'textarea'])

/** Text and tables of a page, and what it does not show: comments, scripts, attributes in which people write. */
export async function* readHtmlFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  const blocks: (string | string[][])[] = []
  const hidden: string[] = []
  let [text, cell, tables, silent, hasPicture] = ['', undefined as string | undefined, 0, 0, false]
  let rows: string[][] = []
  const put = (part: string) => {
    if (silent > 0) hidden.push(part)
    else if (tables > 0 && cell !== undefined) cell += part
    else text += part
  }
  const flush = () => {
    if (text.trim() !== '') blocks.push(text)
    text = ''
  }
  const endCell = () => {
    if (cell !== undefined) rows.at(-1)?.push(cell.replace(/\s+/g, ' ').trim())
    cell = undefined
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        for (const each of WRITTEN) if (attributes[each]) hidden.push(attributes[each])
        if (SILENT.has(name)) silent++
        else if (name === 'table' && tables++ === 0) flush()
        else if (tables === 1 && name === 'tr') {
          endCell()
          rows.push([])
        } else if (tables === 1 && (name === 'td' || name === 'th')) {
          endCell()
          if (rows.length === 0) rows.push([])
          cell = ''
        } else if (BLOCKS.has(name)) put('\n')
        if (['img', 'image', 'canvas', 'object', 'embed', 'video'].includes(name)) hasPicture ||= isInside(attributes)
      },
      ontext: put,
      oncomment: (part) => hidden.push(part),
      onclosetag(name) {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1)
        else if (tables === 1 && (name === 'td' || name === 'th' || name === 'tr')) endCell()
        else if (name === 'table' && tables > 0 && --tables === 0) {
          endCell()
          if (rows.length > 0) blocks.push(rows)
          rows = []
        } else if (BLOCKS.has(name)) put('\n')
      },
    },
    { decodeEntities: true },
  )
  for (const piece of decodedText(bytes, guessEncoding(bytes))) parser.write(piece)
  parser.end()
  endCell()
  if (rows.length > 0) blocks.push(rows)
  flush()
  for (const block of blocks) {
    if (typeof block === 'string') yield* textParts(walk, file.path, block)
    else yield { kind: 'table', path: file.path, rows: oneBatch(block.map((cells, at) => ({ line: at + 1, cells }))) }
  }
  yield* textParts(walk, file.path, hidden.join('\n'), 'hidden')
  if (hasPicture) markUnread(walk, file.path, 'picture')
}

async function* oneBatch<T>(rows: T): AsyncGenerator<T> {
  yield rows
}

/** A picture that the page carries in itself; one that lies elsewhere does not leave with it. */
const isInside = (attributes: Record<string, string>) =>
  [attributes.src, attributes.data, attributes.href].some((each) => each?.trimStart().toLowerCase().startsWith('data:'))
