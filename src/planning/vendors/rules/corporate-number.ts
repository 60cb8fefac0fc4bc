/**
 * The number of a corporation (法人番号): 13 digits whose first is the check digit, 9 − (Σ Pn·Qn mod 9), where Pn are the
 * other twelve from the right and Qn is 1 for odd n, 2 for even n.
 * @source 法人番号の指定等に関する省令2条 — docs/sources.md#corporate-number
 */
export function isCorporateNumber(text: string): boolean {
  if (!/^[1-9]\d{12}$/.test(text)) return false
  const fromRight = Array.from(text.slice(1), Number).toReversed()
  const sum = fromRight.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 2), 0)
  return 9 - (sum % 9) === Number(text[0])
}

/** As people write it: full-width digits, hyphens, spaces, a leading T. */
export function readCorporateNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}−ー]/gu, '')
    .replace(/^T/i, '')
}
