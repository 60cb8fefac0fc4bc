import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearPattern, patternFault } from './linear-pattern.ts'

/** Every pattern that the engine takes, in small; the alphabet is small too, so that much matches. */
const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc
    .array(
      fc
        .tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}?'))
        .map(([atom, sign]) => (/^[\^$]|^\\[bB]/.test(atom) ? atom : atom + sign)),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('')),
  atom: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '氏', '𠮷', '.', '\\d', '[ab]', '[^a]', '\\s', '\\p{L}', '^', '$', '\\b', '\\B', '\\.'),
    fc
      .tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('pattern'), tie('pattern'), fc.boolean())
      .map(([open, one, two, isChoice]) => `${open}${one}${isChoice ? `|${two}` : ''})`),
  ),
}))
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'a', '1', ' ', '氏', '𠮷', '\n', '.'), maxLength: 14 })

const isUnique = (source: string) => patternFault(source) === undefined

describe('パターンの照合', () => {
  test('言語そのものの正規表現と同じものを、同じ場所に見つけます', () => {
    fc.assert(
      fc.property(pattern.filter(isUnique), text, (source, where) => {
        const theirs = Array.from(where.matchAll(new RegExp(source, 'dgu')), (found) => {
          const [from, until] = found.indices![1] ?? found.indices![0]!
          return { text: where.slice(from, until), from, until }
        })
        // Finding nothing, the language also stops in the middle of a character; nothing is no value of a page.
        const some = ({ text }: { readonly text: string }) => text !== ''
        expect(linearPattern(source).all(where).filter(some)).toEqual(theirs.filter(some))
      }),
      { numRuns: process.env['SEKISHO_DEEP'] ? 20_000 : 2000 },
    )
  })

  test.each(['(a+)+$', '(a|aa)+$', '(a|a)*b', '(.+)*x', '([a-z]+)*\\d', '(?:a?){30}a{30}$', '(\\w+\\s?)*!'])(
    '%s は、長い文字列でも止まりません',
    (source) => {
      const pattern = linearPattern(source)
      // The language's own takes 2^n steps for these; a time limit is not needed to see the difference.
      expect(pattern.all(`${'a'.repeat(20_000)}?`).length).toBeLessThan(30_000)
    },
  )

  test.each([
    ['(?=a)', 'not_linear'],
    ['(?<!a)b', 'not_linear'],
    ['(a)\\1', 'not_linear'],
    ['(?<n>a)\\k<n>', 'not_linear'],
    ['(a*)*', 'not_linear'],
    ['(?:a?){2,}', 'not_linear'],
    ['((a{50}){50}){50}', 'not_linear'],
    ['(', 'no_pattern'],
    ['[z-a]', 'no_pattern'],
    ['a{2,1}', 'no_pattern'],
  ])('%s は、理由とともに断ります', (source, fault) => {
    expect(patternFault(source)).toBe(fault)
  })

  test('どんな文字列も、パターンか、断る理由かのどちらかです', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab()[]{}*+?|\\^$.-,:=!<>12dpPu氏')), maxLength: 40 }),
        (source) => {
          const found = patternFault(source) === undefined ? linearPattern(source).all('ab12氏--') : []
          expect(found.length).toBeLessThan(10)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
