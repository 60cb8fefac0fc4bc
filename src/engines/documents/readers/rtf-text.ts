import iconv from 'iconv-lite'
import { UnreadableFile } from '../unreadable-file.ts'

/** Groups that hold names of fonts, colours and styles, or numbers. */
const DULL = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable rsidtbl themedata colorschememapping latentstyles datastore xmlnstbl generator'.split(
    ' ',
  ),
)
const PICTURES = new Set(['pict', 'shppict', 'nonshppict'])
const BREAKS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  cell: '\t',
  tab: '\t',
}
const MOST_DEPTH = 1000

export interface RtfText {
  readonly text: string
  readonly hasPicture: boolean
  readonly hasObject: boolean
}

interface Group {
  readonly isDull: boolean
  readonly skip: number
}

/** The text of a Rich Text file, that of its headers, comments and properties included. @source RTF 1.9.1 */
export function rtfText(bytes: Buffer): RtfText {
  const source = bytes.toString('latin1')
  const groups: Group[] = []
  let [group, encoding, out]: [Group, string, string[]] = [{ isDull: false, skip: 1 }, 'cp932', []]
  let [hasPicture, hasObject, left] = [false, false, 0]
  let raw: number[] = []
  const flush = () => {
    if (raw.length > 0 && !group.isDull) out.push(iconv.decode(Buffer.from(raw), encoding))
    raw = []
  }
  const put = (text: string) => {
    flush()
    if (!group.isDull) out.push(text)
  }
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const [all, word, number, hex, symbol, brace, plain] = match
    if (brace === '{') {
      flush()
      if (groups.push(group) > MOST_DEPTH) throw new UnreadableFile('too_large', { part: 'depth' })
    } else if (brace === '}') {
      flush()
      group = groups.pop() ?? group
      left = 0
    } else if (hex !== undefined) {
      if (left > 0) left--
      else raw.push(Number.parseInt(hex, 16))
    } else if (plain !== undefined) {
      const taken = plain.slice(left)
      left = Math.max(0, left - plain.length)
      // Letters may follow the first half of a double-byte one.
      for (const each of taken) raw.push(each.charCodeAt(0))
    } else if (symbol !== undefined) {
      if (symbol === '~') put(' ')
      else if (symbol === '\\' || symbol === '{' || symbol === '}') raw.push(symbol.charCodeAt(0))
    } else if (word !== undefined) {
      if (word === 'u' && number !== undefined) {
        put(String.fromCharCode(Number(number) & 0xffff))
        left = group.skip
      } else if (word === 'uc') group = { ...group, skip: Number(number ?? 1) }
      else if (word === 'ansicpg') encoding = codePage(Number(number))
      else if (word === 'bin') token.lastIndex += Math.max(0, Number(number ?? 0))
      else if (BREAKS[word] !== undefined) put(BREAKS[word])
      else if (DULL.has(word)) group = { ...group, isDull: true }
      else if (PICTURES.has(word)) {
        flush()
        hasPicture = true
        group = { ...group, isDull: true }
      } else if (word === 'objdata') {
        flush()
        hasObject = true
        group = { ...group, isDull: true }
      } else flush()
    } else if (all === '') break
  }
  if (token.lastIndex !== 0 && token.lastIndex < source.length) throw new UnreadableFile('damaged', { part: 'rtf' })
  flush()
  return { text: out.join(''), hasPicture, hasObject }
}

const codePage = (number: number) => (number === 932 || !iconv.encodingExists(`cp${number}`) ? 'cp932' : `cp${number}`)
