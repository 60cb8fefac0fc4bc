/** A pattern as a tree. `test` is one character by a rule of the language itself: a class, `.`, `\d`. */
export type PatternNode =
  | { readonly is: 'character'; readonly code: number }
  | { readonly is: 'test'; readonly matches: (code: number) => boolean }
  | { readonly is: 'place'; readonly place: Place }
  | { readonly is: 'group'; readonly number: number; readonly body: PatternNode }
  | { readonly is: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly is: 'repeat'
      readonly body: PatternNode
      readonly least: number
      readonly most: number
      readonly isLazy: boolean
    }

/** Beginning and end of the text, border of a word and its opposite. */
export type Place = '^' | '$' | 'b' | 'B'

/** What only a search without a bound can do. */
export class NotLinear extends Error {}

const QUANTIFIER = /([*+?]|\{(\d+)(,(\d*))?\})(\??)/uy
/** An escape of one character, or of a kind of characters. */
const ESCAPE =
  /\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)/uy
const CLASS = /\[(?:\\.|[^\]\\])*\]/uy

/**
 * Reads the regular expressions that can be held against a text in a time that grows with its length alone: everything but
 * looking ahead and behind, references back to a group, and flags inside.
 * @throws SyntaxError where it is none at all; NotLinear
 */
export function parsePattern(source: string): PatternNode {
  // The language itself says what is well formed; below, that is taken for granted.
  void new RegExp(source, 'u')
  let at = 0
  let groupCount = 0
  const sticky = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) at += found[0].length
    return found ?? undefined
  }

  function choice(): PatternNode {
    const parts = [sequence()]
    while (source[at] === '|') {
      at++
      parts.push(sequence())
    }
    return parts.length === 1 ? parts[0]! : { is: 'choice', parts }
  }

  function sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()))
    return parts.length === 1 ? parts[0]! : { is: 'sequence', parts }
  }

  function repeated(body: PatternNode): PatternNode {
    const found = sticky(QUANTIFIER)
    if (!found) return body
    const [, sign, from, further, until, lazy] = found
    const least = from === undefined ? (sign === '+' ? 1 : 0) : Number(from)
    const limit = further === undefined ? least : until === '' ? Infinity : Number(until)
    const most = from !== undefined ? limit : sign === '?' ? 1 : Infinity
    return { is: 'repeat', body, least, most, isLazy: lazy === '?' }
  }

  function atom(): PatternNode {
    const first = source[at]!
    if (first === '^' || first === '$') {
      at++
      return { is: 'place', place: first }
    }
    if (first === '(') return group()
    if (first === '[') return { is: 'test', matches: kindOf(sticky(CLASS)![0]) }
    if (first === '\\') return escape(sticky(ESCAPE)![0])
    const code = source.codePointAt(at)!
    at += code > 0xffff ? 2 : 1
    return first === '.' ? { is: 'test', matches: kindOf('.') } : { is: 'character', code }
  }

  function group(): PatternNode {
    at++
    let number = 0
    if (source[at] !== '?') number = ++groupCount
    else if (source[at + 1] === ':') at += 2
    else {
      const name = /^\?<[^=!][^>]*>/u.exec(source.slice(at))
      if (!name) throw new NotLinear('a group looks ahead or behind, or changes the rules')
      at += name[0].length
      number = ++groupCount
    }
    const body = choice()
    at++ // the closing bracket
    return number === 0 ? body : { is: 'group', number, body }
  }
  return choice()
}

function escape(text: string): PatternNode {
  const kind = text[1]!
  if (kind === 'b' || kind === 'B') return { is: 'place', place: kind }
  if (/[1-9k]/.test(kind)) throw new NotLinear('a group is referred to again')
  return { is: 'test', matches: kindOf(text) }
}

const LATIN = 256
const [YES, NO] = [1, 2]
/** Whether one character is of a kind. The language's own expression says it, of that character alone. */
function kindOf(source: string): (code: number) => boolean {
  const rule = new RegExp(`^(?:${source})$`, 'u')
  const latin = new Uint8Array(LATIN)
  const others = new Map<number, boolean>()
  const isOfKind = (code: number) => rule.test(String.fromCodePoint(code))
  return (code) => {
    if (code < LATIN) return (latin[code] ||= isOfKind(code) ? YES : NO) === YES
    let is = others.get(code)
    if (is === undefined) others.set(code, (is = isOfKind(code)))
    return is
  }
}
