import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { UnreadableFile } from './unreadable-file.ts'
import { xmlScanner } from './xml-scanner.ts'

function scanned(text: string, pieceBytes: number): string[] {
  const seen: string[] = []
  const scanner = xmlScanner({
    open: (name, attribute) => seen.push(`<${name} ${attribute('a') ?? '-'} ${attribute('b:c') ?? '-'}`),
    close: (name) => seen.push(`>${name}`),
    text: (part) => seen.push(`=${part}`),
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.push(bytes.subarray(at, at + pieceBytes))
  scanner.end()
  return joinedText(seen)
}

/** The same as saxes tells it: a parser by others, strict in everything. */
function parsed(text: string): string[] {
  const seen: string[] = []
  const parser = new SaxesParser()
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) =>
    seen.push(`<${local(name)} ${attributes['a'] ?? '-'} ${attributes['b:c'] ?? '-'}`),
  )
  parser.on('closetag', ({ name }) => seen.push(`>${local(name)}`))
  parser.on('text', (part) => seen.push(`=${part}`))
  parser.on('cdata', (part) => seen.push(`=${part}`))
  parser.on('error', (cause) => {
    throw cause
  })
  parser.write(text).close()
  return joinedText(seen)
}

/** Text may come in several pieces, and white space around the root is no text. */
function joinedText(seen: readonly string[]): string[] {
  const joined: string[] = []
  for (const each of seen) {
    if (each.startsWith('=') && joined.at(-1)?.startsWith('=')) joined.push(joined.pop()! + each.slice(1))
    else joined.push(each)
  }
  const [first, last] = [
    joined.findIndex((each) => each.startsWith('<')),
    joined.findLastIndex((each) => each.startsWith('>')),
  ]
  return joined.slice(first, last + 1).filter((each) => each !== '=')
}

/** Nothing where the parser gives up. A crash of another kind is passed on. */
function readOrNothing(read: () => string[]): string[] | undefined {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) throw cause
    return undefined
  }
}

const words = fc.constantFrom(
  '氏名',
  '髙',
  '&amp;',
  '&#x9AD9;',
  '&#39640;',
  '&lt;b&gt;',
  "'",
  'a > b',
  '\r\n',
  ' ',
  '𠮷',
)
const values = fc.constantFrom('', 'x', '&quot;', 'a=b', 'a>b', '/', '1')
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    words,
    fc.constantFrom('<!-- <a> -- not -->'.replace(' -- ', ' '), '<![CDATA[<x>&]]]>', '<?p <a?>', '<e/>', '<e a="1" />'),
    fc
      .tuple(fc.constantFrom('row', 'x:c', 't'), values, values, fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, a, c, inner]) => `<${name} b:c = '${c}' a="${a}">${inner.join('')}</${name} >`),
  ),
}))

test('what is well-formed reads as another parser reads it, in pieces of any size', () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (inner, pieceBytes) => {
      const text = `<?xml version="1.0"?>\n<root xmlns:b="b">${inner.join('')}</root>\n<!-- end -->`
      expect(scanned(text, pieceBytes)).toEqual(parsed(text))
    }),
    { numRuns: 400 },
  )
})

test('what is not ends in a typed error, and what is right is never refused', () => {
  const good = '<a a="1"><b>氏名</b><b>&amp;</b></a>'
  fc.assert(
    fc.property(
      fc.nat(good.length),
      fc.nat(3),
      fc.constantFrom('', '<', '>', '&', '"', '/', 'x'),
      (at, length, put) => {
        const text = good.slice(0, at) + put + good.slice(at + length)
        const theirs = readOrNothing(() => parsed(text))
        const ours = readOrNothing(() => scanned(text, 7))
        expect(theirs === undefined ? 'free to differ' : ours).toEqual(theirs ?? 'free to differ')
      },
    ),
    { numRuns: 500 },
  )
  for (const broken of [
    '',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    'x<a/>',
    '<a>&x;</a>',
    '<!DOCTYPE a><a/>',
    '<a b=c/>'.replace('/', ' q="'),
    '<a></a',
  ])
    expect(() => scanned(broken, 5)).toThrow(UnreadableFile)
})
