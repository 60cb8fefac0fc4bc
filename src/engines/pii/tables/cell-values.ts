import type { PiiType } from '../finding.ts'
import { PREFECTURE_START } from './place-words.ts'
import { dateAt } from '../text/calendar-dates.ts'
import { hasLicenceCheckDigit, isCardNumber, isCorporateNumber, isMyNumber } from '../text/check-digits.ts'
import { digitsOf } from '../text/recogniser.ts'

/** How well the whole of a cell is a value of a type: 1 by itself, 0.5 only below a heading that says so, 0 not at all. */
export type Fit = 0 | 0.5 | 1

type Fitter = (text: string) => Fit

const PHONE =
  /^(?:\+81[-. ]?\(?0?\)?|\(?0)\d{0,4}\)?[-. (]{0,2}\d{1,4}[-. )]{0,2}\d{3,4}(?: ?[(]?(?:内線|内|ext\.?)? ?\d{0,5}[)]?)?$/
const LOST_ZERO_MOBILE = /^[789]0\d{8}$/
const LOST_ZERO = /^[1-9]\d{8}$/
const EMAIL = /^[\w.+!#$%&'*/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+$/
const ACCOUNT = /(?:銀行|金庫|信金|信組|信用組合|農協|漁協|労金|ゆうちょ|バンク|支店|普通|当座|貯蓄).*\d{6,8}$/
const POST_BANK = /^1\d{3}0[- ]?\d{6,8}$|^\d{5}-\d?-?\d{6,8}$/
const TOWN = /(?:市|区|町|村|郡).{0,20}\d/
const STREET = /\d+(?:丁目|番地?|号|-\d)/
/** Days of Excel: 1920-01-01 to 2035-12-31. */
const [FIRST_DAY, LAST_DAY] = [7306, 49674]

const FITTERS: Partial<Record<PiiType, Fitter>> = {
  EMAIL: (text) => (EMAIL.test(text) ? 1 : 0),
  PHONE: (text) => {
    const digits = digitsOf(text)
    if (PHONE.test(text) && (digits.length === 10 || digits.length === 11 || text.startsWith('+81'))) return 1
    return LOST_ZERO_MOBILE.test(text) || LOST_ZERO.test(text) ? 0.5 : 0
  },
  POSTAL: (text) => (/^〒? ?\d{3}-\d{4}$/.test(text) || /^〒\d{7}$/.test(text) ? 1 : /^\d{6,7}$/.test(text) ? 0.5 : 0),
  BIRTH: (text) => {
    const found = dateAt(text, 0)
    if (found) return /^(?: ?(?:生まれ|生)?(?: ?[(].*[)])?| 0?0:00(?::00)?)$/.test(text.slice(found.end)) ? 1 : 0
    const days = /^\d{4,5}(?:\.0+)?$/.test(text) ? Number(text) : 0
    return days >= FIRST_DAY && days <= LAST_DAY ? 0.5 : 0
  },
  ADDRESS: (text) => {
    if (text.length < 5 || text.length > 120) return 0
    if (PREFECTURE_START.test(text)) return /[\d一二三四五六七八九]/.test(text) ? 1 : 0.5
    if (TOWN.test(text) && STREET.test(text)) return 1
    return TOWN.test(text) || STREET.test(text) ? 0.5 : 0
  },
  MYNUMBER: (text) => {
    const digits = plainDigits(text)
    return digits.length === 12
      ? isMyNumber(digits)
        ? 1
        : 0.5
      : digits.length === 11 && isMyNumber(`0${digits}`)
        ? 0.5
        : 0
  },
  LICENSE: (text) => (plainDigits(text).length === 12 ? (hasLicenceCheckDigit(plainDigits(text)) ? 1 : 0.5) : 0),
  PASSPORT: (text) => (/^[A-Z]{2}[- ]?\d{7}$/i.test(text) ? 1 : 0),
  RESIDENCE: (text) => (/^[A-Z]{2}[- ]?\d{8}[- ]?[A-Z]{2}$/i.test(text) ? 1 : 0),
  PENSION: (text) => (/^\d{4}-\d{6}$/.test(text) ? 1 : /^\d{9,10}$/.test(text) ? 0.5 : 0),
  JUMINHYO: (text) => (/^\d{10,11}$/.test(plainDigits(text)) ? 0.5 : 0),
  HEALTHINS: (text) => (/^[\dA-Zぁ-ん一-龠・\- ]{2,24}$/i.test(text) && /\d{2}/.test(text) ? 0.5 : 0),
  CARD: (text) => {
    const digits = plainDigits(text)
    return digits.length >= 13 && isCardNumber(digits) && !isCorporateNumber(digits)
      ? 1
      : /[\d*x]{4}[- ]?[\d*x]{4,6}[- ]?[\d*x]{4}/i.test(text)
        ? 0.5
        : 0
  },
  ACCOUNT: (text) => (ACCOUNT.test(text) || POST_BANK.test(text) ? 1 : /^\d{6,8}$/.test(text) ? 0.5 : 0),
}

/** Types that the values alone can tell, the surest first. */
export const BY_VALUE: readonly PiiType[] = [
  'EMAIL',
  'RESIDENCE',
  'PHONE',
  'POSTAL',
  'CARD',
  'ACCOUNT',
  'MYNUMBER',
  'PASSPORT',
  'PENSION',
  'ADDRESS',
]

/** @param text of the cell, in normal form, not empty */
export function fit(type: PiiType, text: string): Fit {
  return FITTERS[type]?.(text) ?? 0
}

/** A number, day, address of mail …: what stands in rows of data, not in a heading. */
export function isData(text: string): boolean {
  return (
    /^[-+¥\\]?[\d,]+(?:\.\d+)?(?:円|%|人|件|名|個)?$/.test(text) ||
    dateAt(text, 0) !== undefined ||
    /^\d{1,2}[/月]\d{1,2}日?(?: ?\([月火水木金土日]\))?$/.test(text) ||
    fit('ADDRESS', text) === 1 ||
    EMAIL.test(text) ||
    PHONE.test(text) ||
    /^〒?\d{3}-\d{4}$/.test(text)
  )
}

function plainDigits(text: string): string {
  return /^[\d\- ]+$/.test(text) ? digitsOf(text) : ''
}
