import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainsOverlap } from './domains-overlap.ts'

const labels = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 0, maxLength: 3 })
const domain = labels.map((parts) => [...parts, 'mihon', 'example'].join('.'))
const internal = fc.oneof(
  domain,
  domain.map((one) => `.${one}`),
)
const listed = fc.oneof(
  fc.record({ covers: fc.constantFrom('domain' as const, 'subdomains' as const), name: domain }),
  fc.record({ covers: fc.constant('address' as const), name: domain.map((one) => `tanto@${one}`) }),
)

test('重なるのは、両方に当てはまる宛先があるときだけ: said of every domain that there is to a depth', () => {
  const all = ['', 'a', 'b', 'ab']
  const every = all.flatMap((x) => all.flatMap((y) => all.flatMap((z) => all.map((w) => [x, y, z, w]))))
  const domains = [...new Set(every.map((parts) => [...parts.filter(Boolean), 'mihon', 'example'].join('.')))]
  fc.assert(
    fc.property(internal, listed, (own, theirs) => {
      const isOwn = (one: string) => (own.startsWith('.') ? one.endsWith(own) : one === own)
      const name = theirs.name.slice(theirs.name.lastIndexOf('@') + 1)
      const isTheirs = (one: string) => one === name || (theirs.covers === 'subdomains' && one.endsWith(`.${name}`))
      expect(domainsOverlap(own, theirs)).toBe(domains.some((one) => isOwn(one) && isTheirs(one)))
    }),
  )
})
