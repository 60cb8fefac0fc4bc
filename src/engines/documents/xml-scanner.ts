import { UnreadableFile } from './unreadable-file.ts'

/** What a scan calls. Names come without their namespace prefix. */
export interface XmlListener {
  /** @param attribute answers the value of an attribute by its name, with its prefix */
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  /** Entities are resolved; text may come in several pieces. */
  text(text: string): void
}

const MAX_DEPTH = 100
const MAX_TOKEN = 4 * 1024 * 1024

/**
 * A small, fast reader of well-formed XML that comes in pieces. It knows what Office files hold: elements, attributes,
 * text, CDATA, comments, processing instructions. A document type is refused, so no entity can be defined.
 * @throws UnreadableFile `damaged`, `too_large`
 */
export function xmlScanner(listener: XmlListener) {
  const open: string[] = []
  let rest = ''
  let sawRoot = false
  let decoder: TextDecoder | undefined
  let [attributesFrom, attributesUntil] = [0, 0]
  // One function for every element: it reads where the scan stands.
  const attribute = (name: string) => attributeOf(rest, attributesFrom, attributesUntil, name)

  const scan = (isLast: boolean) => {
    let at = 0
    for (;;) {
      const lt = rest.indexOf('<', at)
      if (lt < 0) break
      const end = tokenEnd(rest, lt)
      if (end < 0) break
      if (lt > at) text(rest.slice(at, lt))
      const second = rest.charCodeAt(lt + 1)
      if (second === SLASH) closeTag(rest.slice(lt + 2, end - 1).trimEnd())
      else if (second === BANG || second === QUESTION) special(rest.slice(lt, end))
      else openTag(lt, end)
      at = end
    }
    rest = rest.slice(at)
    if (rest.length > MAX_TOKEN) throw new UnreadableFile('too_large', { part: 'xml' })
    if (!isLast) return
    if (rest.trim() !== '' || open.length > 0 || !sawRoot) fail()
  }

  const text = (raw: string) => {
    if (open.length > 0) listener.text(unescaped(raw))
    else if (raw.trim() !== '') fail()
  }

  const special = (raw: string) => {
    if (raw.startsWith('<!--') || raw.startsWith('<?')) return
    if (!raw.startsWith('<![CDATA[')) throw new UnreadableFile('damaged', { part: 'doctype' })
    if (open.length === 0) fail()
    listener.text(raw.slice(9, -3))
  }

  const closeTag = (name: string) => {
    if (open.pop() !== name) fail()
    listener.close(localName(name))
  }

  const openTag = (lt: number, end: number) => {
    const isEmpty = rest.charCodeAt(end - 2) === SLASH
    attributesUntil = isEmpty ? end - 2 : end - 1
    attributesFrom = lt + 1
    while (attributesFrom < attributesUntil && !isSpace(rest.charCodeAt(attributesFrom))) attributesFrom++
    const name = rest.slice(lt + 1, attributesFrom)
    if (name === '' || NOT_A_NAME.test(name) || (open.length === 0 && sawRoot)) fail()
    if (open.length >= MAX_DEPTH) throw new UnreadableFile('too_large', { part: 'depth' })
    sawRoot = true
    const local = localName(name)
    listener.open(local, attribute)
    if (isEmpty) listener.close(local)
    else open.push(name)
  }

  return {
    push(bytes: Uint8Array) {
      decoder ??= decoderFor(bytes)
      rest += decoded(() => decoder!.decode(bytes, { stream: true }))
      scan(false)
    },
    end() {
      if (decoder) rest += decoded(() => decoder!.decode())
      scan(true)
    },
  }
}

const [SLASH, BANG, QUESTION, GREATER, DOUBLE, SINGLE] = [47, 33, 63, 62, 34, 39]
const NOT_A_NAME = /[\s/>="'<&]/

function fail(): never {
  throw new UnreadableFile('damaged', { part: 'xml' })
}

/** UTF-16 by its byte order mark, else UTF-8; a declaration of another encoding fails by its bytes. */
function decoderFor(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  return new TextDecoder('utf-8', { fatal: true })
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch (cause) {
    throw new UnreadableFile('damaged', { part: 'encoding' }, cause)
  }
}

/** One past the token that begins at `lt`; -1 where it is not all here yet. */
function tokenEnd(text: string, lt: number): number {
  const past = (mark: string, from: number) => {
    const at = text.indexOf(mark, from)
    return at < 0 ? -1 : at + mark.length
  }
  const second = text.charCodeAt(lt + 1)
  if (second === QUESTION) return past('?>', lt + 2)
  if (second === BANG) {
    if (text.startsWith('<!--', lt)) return past('-->', lt + 4)
    if (text.startsWith('<![CDATA[', lt)) return past(']]>', lt + 9)
    return '<![CDATA['.startsWith(text.slice(lt, lt + 9)) && text.length < lt + 9 ? -1 : past('>', lt)
  }
  for (let at = lt + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === GREATER) return at + 1
    if (code !== DOUBLE && code !== SINGLE) continue
    at = text.indexOf(code === DOUBLE ? '"' : "'", at + 1)
    if (at < 0) return -1
  }
  return -1
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Looks only where an attribute can begin: after white space, outside of values. */
function attributeOf(text: string, from: number, until: number, wanted: string): string | undefined {
  for (let at = from; ;) {
    while (isSpace(text.charCodeAt(at))) at++
    if (at >= until) return undefined
    const equals = text.indexOf('=', at)
    if (equals < 0 || equals >= until) fail()
    let quote = equals + 1
    while (isSpace(text.charCodeAt(quote))) quote++
    const mark = text.charCodeAt(quote)
    if (mark !== DOUBLE && mark !== SINGLE) fail()
    const end = text.indexOf(mark === DOUBLE ? '"' : "'", quote + 1)
    if (end < 0 || end >= until) fail()
    if (text.startsWith(wanted, at) && text.slice(at, equals).trimEnd() === wanted)
      return unescaped(text.slice(quote + 1, end))
    at = end + 1
  }
}

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

export function unescaped(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,10});?/g, (all, name: string) => {
    const known = ENTITIES[name]
    if (known !== undefined && all.endsWith(';')) return known
    const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1] ?? /^#(\d{1,7})$/.exec(name)?.[1]
    if (code === undefined || !all.endsWith(';')) fail()
    const point = Number.parseInt(code, name.startsWith('#x') ? 16 : 10)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : fail()
  })
}
