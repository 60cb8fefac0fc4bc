import { expect, test } from 'vitest'
import fc from 'fast-check'
import { normaliseAddress, normaliseDomain } from './mail-address.ts'

test.each([
  ['Y-City.Example', 'y-city.example'],
  ['y-city.example.', 'y-city.example'],
  ['ｙ-ｃｉｔｙ.example', 'y-city.example'],
  ['例え。jp', 'xn--r8jz45g.jp'],
  ['XN--R8JZ45G.jp', 'xn--r8jz45g.jp'],
])('one form of a domain: %s', (text, domain) => expect(normaliseDomain(text)).toBe(domain))

test.each([
  '',
  'example',
  'a..example',
  '.example.jp',
  '-a.example',
  'a b.example',
  '[192.0.2.1]',
  '192.0.2.1',
  '0x7f.1',
])('no domain: %s', (text) => expect(normaliseDomain(text)).toBeUndefined())

test('a percent sign is not decoded into another domain', () => {
  expect(normaliseDomain('y-city%2eexample')).toBeUndefined()
  expect(normaliseAddress('a@evil.example%00.y-city.example')).toBeUndefined()
})

test('the last @ counts, and an address with white space or a line break is none', () => {
  expect(normaliseAddress('"a@x-pref.example"@evil.example')?.domain).toBe('evil.example')
  expect(normaliseAddress('a@evil.example\r\n@x-pref.example')).toBeUndefined()
  expect(normaliseAddress('@x-pref.example')).toBeUndefined()
})

test('a look-alike in another script is another domain', () => {
  expect(normaliseDomain('х-pref.example')).not.toBe('x-pref.example')
})

test('fuzz: never throws, and the one form is a fixed point', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
      const mail = normaliseAddress(text)
      if (!mail) return
      expect(normaliseAddress(mail.address)).toEqual(mail)
      expect(mail.address.endsWith(`@${mail.domain}`)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('case never tells two addresses apart', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (text) => {
      expect(normaliseAddress(text.toUpperCase())).toEqual(normaliseAddress(text.toLowerCase()))
    }),
  )
})
