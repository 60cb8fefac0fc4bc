import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHeader } from './decode-header.ts'
import { isInternalDomain } from './internal-domain.ts'
import { isSourceRouted, normaliseAddress } from './normalise-address.ts'
import { readHeader } from './read-header.ts'

const JIS_MEIBO = Buffer.from([0x1b, 0x24, 0x42, 0x4c, 0x3e, 0x4a, 0x6d, 0x1b, 0x28, 0x42])
const SJIS_MEIBO = Buffer.from([0x96, 0xbc, 0x95, 0xeb])
const EUC_MEIBO = Buffer.from([0xcc, 0xbe, 0xca, 0xed])

test.each([
  ['raw ISO-2022-JP', JIS_MEIBO],
  ['raw Shift_JIS', SJIS_MEIBO],
  ['raw UTF-8', Buffer.from('名簿')],
  ['encoded ISO-2022-JP', Buffer.from(`=?ISO-2022-JP?B?${JIS_MEIBO.toString('base64')}?=`)],
  ['encoded Shift_JIS', Buffer.from(`=?Shift_JIS?B?${SJIS_MEIBO.toString('base64')}?=`)],
  ['encoded UTF-8, a character cut in two words', Buffer.from('=?UTF-8?Q?=E5=90?= =?UTF-8?Q?=8D=E7=B0=BF?=')],
])('件名を読む: %s', (_, bytes) => {
  expect(decodeHeader(bytes)).toBe('名簿')
})

test('EUC-JP that is no Shift_JIS is read as EUC-JP, and anything at all as something', () => {
  expect(decodeHeader(EUC_MEIBO)).not.toBe('')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = decodeHeader(bytes)
      expect(text.isWellFormed()).toBe(true)
      expect(text).not.toMatch(/[\r\n\0]/)
    }),
    { numRuns: 1000 },
  )
})

test('the fields that the gate reads', () => {
  const header = readHeader(
    Buffer.concat([
      Buffer.from(
        'From: "Tanaka, Taro" <T.Tanaka@Jisha.Example>\r\nTo: x@Y-City.example,\r\n\tgroup: p@q.example;\r\n',
      ),
      Buffer.from('Cc: '),
      SJIS_MEIBO,
      Buffer.from(' <z@pref-x.example>\r\nBcc:\r\nSubject: '),
      SJIS_MEIBO,
      Buffer.from('\r\nMessage-ID: <1@jisha.example>\r\nX-Sekisho-Engagement: X-2026-01\r\nnot a field\r\n'),
    ]),
  )
  expect(header.from).toEqual([
    { address: 't.tanaka@jisha.example', domain: 'jisha.example', registrableDomain: 'jisha.example' },
  ])
  expect(header.to.map(({ address }) => address)).toEqual(['x@y-city.example', 'p@q.example'])
  expect(header.cc.map(({ address }) => address)).toEqual(['z@pref-x.example'])
  expect(header).toMatchObject({ hasBcc: true, bcc: [], subject: '名簿', engagement: 'X-2026-01' })
})

test('a display name that decodes to an address is no address', () => {
  const name = `=?UTF-8?B?${Buffer.from('<boss@jisha.example>, x').toString('base64')}?=`
  const header = readHeader(Buffer.from(`From: ${name} <evil@other.example>\r\n`))
  expect(header.from.map(({ address }) => address)).toEqual(['evil@other.example'])
})

test.each([
  ['A.B@Example.CO.JP', 'a.b@example.co.jp', 'example.co.jp'],
  ['a@mail.日本語.example', 'a@mail.xn--wgv71a119e.example', 'xn--wgv71a119e.example'],
  ['<a@b.example.>', 'a@b.example', 'b.example'],
  ['a@[192.0.2.1]', 'a@[192.0.2.1]', '[192.0.2.1]'],
])('%s → %s', (text, address, registrableDomain) => {
  expect(normaliseAddress(text)).toMatchObject({ address, registrableDomain })
})

test.each(['', 'a', '@b.example', 'a@', 'a@b c', 'a@-b.example', 'a@b..example', 'a\r\n@b.example', 'a@b<x>.example'])(
  '%j is no address',
  (text) => expect(normaliseAddress(text)).toBeUndefined(),
)

test.each(['/.evil.example', '?.evil.example', '#.evil.example', '\\.evil.example', '%2eevil', '／evil', ':25'])(
  'a domain that goes on with %s is not read as its beginning',
  (more) => expect(normaliseAddress(`a@jisha.example${more}`)).toBeUndefined(),
)

test('an address that names a further way is known as one', () => {
  for (const routed of [
    'a%evil.example@jisha.example',
    'evil.example!a@jisha.example',
    '"a@evil.example"@jisha.example',
  ])
    expect(isSourceRouted(routed)).toBe(true)
  for (const plain of ['a@jisha.example', 'a+b=c@jisha.example', 'nobody']) expect(isSourceRouted(plain)).toBe(false)
})

test('normalising twice changes nothing', () => {
  const local = fc.stringMatching(/^[A-Za-z0-9.+_-]{1,20}$/)
  const domain = fc.constantFrom('Jisha.example', 'x.例え.example', 'a.b.co.jp', '[192.0.2.9]')
  fc.assert(
    fc.property(local, domain, (local, domain) => {
      const once = normaliseAddress(`${local}@${domain}`)!
      expect(normaliseAddress(once.address)).toEqual(once)
    }),
  )
})

test('社内のドメイン: a look-alike is outside', () => {
  const own = ['jisha.example', '.jisha.example']
  for (const inside of ['jisha.example', 'mail.jisha.example']) expect(isInternalDomain(inside, own)).toBe(true)
  for (const outside of ['xjisha.example', 'jisha.example.evil.example', 'example'])
    expect(isInternalDomain(outside, own)).toBe(false)
  expect(isInternalDomain('mail.jisha.example', ['jisha.example'])).toBe(false)
})
