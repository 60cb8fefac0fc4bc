import fc from 'fast-check'
import { domainToASCII } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isOneSlipApart, lookalike, lookalikeKeys, readDomain } from './lookalike-domain.ts'

const look = (asked: string, known: string) => lookalike(readDomain(domainToASCII(asked)), readDomain(known))

describe('a domain that looks like a known one', () => {
  test.each([
    // homographs of other scripts, full-width letters, joined letters, digits
    ['jіsha.co.jp', 'jisha.co.jp', 'characters'],
    ['paypaӏ-shop.com', 'paypal-shop.com', 'characters'],
    ['rnizuho-trial.co.jp', 'mizuho-trial.co.jp', 'characters'],
    ['g00d-office.jp', 'good-office.jp', 'characters'],
    ['clenki.co.jp', 'denki.co.jp', 'characters'],
    ['töyö-trial.co.jp', 'toyo-trial.co.jp', 'characters'],
    // one slip
    ['gmai.com', 'gmail.com', 'typing'],
    ['gmial.com', 'gmail.com', 'typing'],
    ['yahooo.co.jp', 'yahoo.co.jp', 'typing'],
    ['jishaa-trial.co.jp', 'jisha-trial.co.jp', 'typing'],
    ['jishatrial.co.jp', 'jisha-trial.co.jp', 'typing'],
    ['gmail.co', 'gmail.com', 'ending'],
    ['jisha.com', 'jisha.co.jp', 'ending'],
    ['jisha.ne.jp', 'jisha.co.jp', 'ending'],
    ['jisha.co.jp.login-trial.com', 'jisha.co.jp', 'inside'],
  ])('%s is taken for %s: %s', (asked, known, kind) => {
    expect(look(asked, known)).toBe(kind)
  })

  test.each([
    ['jisha.co.jp', 'jisha.co.jp'],
    ['mail.jisha.co.jp', 'jisha.co.jp'],
    ['sales.jisha.co.jp', 'mail.jisha.co.jp'],
    // named apart on purpose
    ['pref-y.example', 'pref-x.example'],
    ['trial-office2.jp', 'trial-office1.jp'],
    ['tokyo-2.example.com', 'tokyo-1.example.com'],
    // short names have many neighbours
    ['abd.co.jp', 'abc.co.jp'],
    ['nhk.com', 'nhk.co.jp'],
    ['tanaka-shoji.co.jp', 'tanaka-koji.co.jp'],
  ])('%s is not taken for %s', (asked, known) => {
    expect(look(asked, known)).toBeUndefined()
  })
})

const letters = fc.stringMatching(/^[a-z][a-z0-9-]{4,14}[a-z]$/)

test('what is taken for another shares a key with it, so that none is missed by looking for the keys', () => {
  fc.assert(
    fc.property(letters, fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'change', 'ending'), (name, pick, how) => {
      const at = pick % (name.length - 1)
      const changed = {
        drop: name.slice(0, at) + name.slice(at + 1),
        double: name.slice(0, at) + name[at] + name.slice(at),
        swap: name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
        change: `${name.slice(0, at)}q${name.slice(at + 1)}`,
        ending: name,
      }[how]
      const [asked, known] = [
        readDomain(`${changed}.${how === 'ending' ? 'com' : 'co.jp'}`),
        readDomain(`${name}.co.jp`),
      ]
      fc.pre(lookalike(asked, known) !== undefined)
      const keys = new Set(lookalikeKeys(known))
      expect(lookalikeKeys(asked).some((key) => keys.has(key))).toBe(true)
    }),
  )
})

/** Optimal string alignment, plainly. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1)
    }
  return rows[a.length]![b.length]!
}

test('one slip is a distance of one', () => {
  const few = fc.stringMatching(/^[abc]{0,6}$/)
  fc.assert(
    fc.property(few, few, (a, b) => {
      expect(isOneSlipApart(a, b)).toBe(distance(a, b) === 1)
    }),
    { numRuns: 2000 },
  )
})
