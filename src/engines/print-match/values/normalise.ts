import { readDay } from '../../../base/read-day.ts'
import type { FieldMeaning } from '../specification.ts'
import { withoutRadicals, withoutVariants } from './variants.ts'

/** Written differently, printed alike: variation selectors, joiners, soft hyphens. */
const UNSEEN = /\u00AD|[\u180B-\u180F]|[\u200B-\u200F]|\u2060|\uFEFF|\p{Variation_Selector}/gu
const SPACES = /\s+/g
/** All that serves as a hyphen between the numbers of an address; the long vowel mark among them. */
const HYPHENS = /[\u2010-\u2015\u2043\u2212\u2500\u2501\u30FC\uFE58\uFE63\u{10191}]/gu
const DOTS = /[\u00B7\u2022\u2219\u22C5\u30FB]/g
const WAVES = /[\u301C\u223C\u223E]/g
const PLAIN = /^[\u0021-\u007E\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FA5]*$/

/** A text as it counts: NFKC, no spaces, one hyphen, one dot; characters that a font cannot tell apart are one. */
export function normalised(text: string): string {
  if (PLAIN.test(text)) return withoutRadicals(text)
  return withoutRadicals(text.normalize('NFKC'))
    .replace(UNSEEN, '')
    .replace(SPACES, '')
    .replace(HYPHENS, '-')
    .replace(DOTS, '・')
    .replace(WAVES, '~')
}

/** Read as one: 髙 and 高. */
export const withVariantsRead = (text: string): string => withoutVariants(text)

/**
 * What a value means, so that 平成31年4月1日 and 2019/4/1, ￥30,000 and 30000円, 〒100-0001 and 1000001 are equal. A text that
 * does not mean what it should stays a text.
 */
export function meaningOf(text: string, as: FieldMeaning): string {
  const plain = normalised(text)
  if (as === 'digits') return plain.replace(/[^0-9]/g, '')
  if (as === 'number') return numberOf(plain)
  return as === 'date' ? dayOf(plain) : plain
}

function dayOf(plain: string): string {
  const reading = readDay(plain)
  return reading.ok ? reading.day : plain
}

function numberOf(plain: string): string {
  const found = /^[¥\\]?(-?)[¥\\]?([0-9,]*[0-9])(?:\.([0-9]+))?(?:円|-)?$/.exec(plain)
  if (!found) return plain
  const whole = found[2]!.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const part = (found[3] ?? '').replace(/0+$/, '')
  return `${found[1]}${whole}${part === '' ? '' : `.${part}`}`
}
