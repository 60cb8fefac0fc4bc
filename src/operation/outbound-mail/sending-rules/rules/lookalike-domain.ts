import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'
import type { LookalikeKind } from '../rule-states.ts'
import { skeletonOf } from './confusables.ts'

/** A domain taken apart: `mail.jisha.co.jp` is registered as `jisha.co.jp`, its name is `jisha`, its ending `co.jp`. */
export interface ReadDomain {
  readonly domain: string
  readonly registrable: string
  readonly name: string
  readonly ending: string
  readonly skeleton: string
}

/** @param domain lower case, as A-labels */
export function readDomain(domain: string): ReadDomain {
  const { domain: registrable, publicSuffix, domainWithoutSuffix } = parse(domain, { validateHostname: false })
  const name = domainToUnicode(domainWithoutSuffix || domain).normalize('NFKC') || domain
  return { domain, registrable: registrable ?? domain, name, ending: publicSuffix ?? '', skeleton: skeletonOf(name) }
}

/** A shorter name has too many neighbours: abc and abd are two companies. */
const LEAST_FOR_TYPING = 5
const LEAST_FOR_ENDING = 4

/**
 * Does a domain look like another that is known? By characters that are taken for each other (homographs, rn for m), by
 * one slip of typing, by another ending (co.jp, com), or because it carries the known one inside itself.
 * @returns undefined for the same registered domain, and for names that are made to differ (pref-1, pref-2)
 */
export function lookalike(asked: ReadDomain, known: ReadDomain): LookalikeKind | undefined {
  if (asked.registrable === known.registrable) return undefined
  if (asked.domain.startsWith(`${known.registrable}.`) || asked.domain.includes(`.${known.registrable}.`))
    return 'inside'
  const isSameName = asked.name === known.name
  if (isSameName) return known.name.length >= LEAST_FOR_ENDING ? 'ending' : undefined
  if (isNumbered(asked.name, known.name)) return undefined
  if (asked.skeleton === known.skeleton) return 'characters'
  if (asked.name.replaceAll('-', '') === known.name.replaceAll('-', '')) return 'typing'
  if (known.name.length < LEAST_FOR_TYPING) return undefined
  return isOneSlipApart(asked.name, known.name) ? 'typing' : undefined
}

/** Two that differ by a number, or by one letter that stands alone, are named apart on purpose. */
function isNumbered(asked: string, known: string): boolean {
  const parts = (name: string) => name.split(/[-_]|(?<=\p{L})(?=\p{Nd})|(?<=\p{Nd})(?=\p{L})/u)
  const [a, b] = [parts(asked), parts(known)]
  if (a.length !== b.length) return false
  const places = a.flatMap((part, at) => (part === b[at] ? [] : [at]))
  const isMark = (part: string) => /^\p{Nd}+$/u.test(part) || /^\p{L}$/u.test(part)
  return a.length > 1 && places.length === 1 && places.every((at) => isMark(a[at]!) && isMark(b[at]!))
}

/** One letter more, less or other, or two neighbours exchanged. */
export function isOneSlipApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [Array.from(a), Array.from(b)] : [Array.from(b), Array.from(a)]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  const rest = (list: readonly string[], from: number) => list.slice(from).join('')
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1)
  if (at === short.length) return false
  return (
    rest(short, at + 1) === rest(long, at + 1) ||
    (short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2))
  )
}

/**
 * The keys under which a domain is found again: two domains that `lookalike` takes for each other (but for `inside`) share
 * at least one. Of each spelling the whole, and the whole with each letter left out.
 */
export function lookalikeKeys({ name, skeleton }: ReadDomain): readonly string[] {
  const bare = name.replaceAll('-', '')
  const without = (text: string) => Array.from(text, (_, at) => Array.from(text).toSpliced(at, 1).join(''))
  return [...new Set([`=${skeleton}`, `=${name}`, `-${bare}`, `~${name}`, ...without(name).map((one) => `~${one}`)])]
}
