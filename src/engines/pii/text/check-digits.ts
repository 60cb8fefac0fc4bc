/** Check digits of Japanese numbers. Each takes plain ASCII digits; any random number passes one time in ten. */

/** 個人番号: 平成26年総務省令第85号 Art. 5. */
export function isMyNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest)
}

/** 法人番号: the first digit checks the other twelve. Not personal; what passes is not something else. */
export function isCorporateNumber(digits: string): boolean {
  if (!/^[1-9]\d{12}$/.test(digits)) return false
  let sum = 0
  for (let n = 1; n <= 12; n++) sum += Number(digits[13 - n]) * (n % 2 === 1 ? 1 : 2)
  return Number(digits[0]) === 9 - (sum % 9)
}

/** 運転免許証番号: the eleventh digit; the twelfth counts reissues. */
export function hasLicenceCheckDigit(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return Number(digits[10]) === (11 - (sum % 11)) % 10
}

/** 保険者番号 (eight digits, 国保 six): digits times 2, 1 from the right, their cross sums, to the next ten. */
export function isInsurerNumber(digits: string): boolean {
  if (!/^(\d{6}|\d{8})$/.test(digits)) return false
  let sum = 0
  for (let i = digits.length - 2, weight = 2; i >= 0; i--, weight = 3 - weight) {
    const product = Number(digits[i]) * weight
    sum += product > 9 ? product - 9 : product
  }
  return Number(digits.at(-1)) === (10 - (sum % 10)) % 10
}

/** ISO/IEC 7812 with the ranges of the brands that pay in Japan. */
export function isCardNumber(digits: string): boolean {
  return BRANDS.test(digits) && passesLuhn(digits)
}

const BRANDS =
  /^(4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|35(2[89]|[3-8]\d)\d{12}|3(0[0-5]|[689]\d)\d{11}|62\d{14,17}|6(011|5\d\d)\d{12})$/

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, isSecond = false; i >= 0; i--, isSecond = !isSecond) {
    const digit = Number(digits[i])
    sum += isSecond ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}
