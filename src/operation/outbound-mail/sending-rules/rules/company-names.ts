/** The kinds of legal persons, as they stand before or behind a name. After NFKC: ㈱ is (株). */
const KIND =
  '(?:株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|特定非営利活動法人|NPO法人|独立行政法人|国立大学法人|学校法人|医療法人社団|医療法人|社会福祉法人|税理士法人|弁護士法人|[((](?:株|有|合|同|社|財|学|医|福)[))])'
/** Before a name only at the beginning of a word: behind one (試験電機株式会社 田中) it ends the name. */
const BEFORE = new RegExp(`(?<![^\\s、。,,((「])${KIND}[ \\t]*([^\\s、。,,((]{1,40})`, 'gu')
const BEHIND = new RegExp(`([^\\s、。,,))]{1,40}?)[ \\t]*${KIND}(?=[\\s、。,,((]|$)`, 'gu')
const ANY_KIND = new RegExp(KIND, 'gu')
/** Names in Latin letters with their kind behind them. */
const LATIN =
  /[A-Z][A-Za-z0-9&.'-]*(?: [A-Z&][A-Za-z0-9&.'-]*){0,5},? (?:Co\.?,? ?Ltd|Inc|Corp(?:oration)?|Ltd|LLC|K\.K)\b\.?/gu
const ENGLISH_KIND = /[,.]?\s*\b(?:co\.?,?\s*ltd|inc|corp(?:oration)?|ltd|llc|k\.k|kabushiki kaisha)\.?$/i

/** A company's name for comparing: without its kind, spaces, marks, and what NFKC makes one. */
export function companyCore(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[((](?![株有合同社財学医福][))])[^()()]*[))]/gu, '')
    .replace(ANY_KIND, '')
    .replace(ENGLISH_KIND, '')
    .replaceAll(/[\s・.,'’"「」-]/gu, '')
    .replaceAll(/[‐‑–—―]/gu, 'ー')
    .toLowerCase()
}

/** The companies that a line names with their kind (株式会社○○, ○○(株)). */
export function companiesIn(line: string): readonly string[] {
  const found = [...line.matchAll(BEFORE), ...line.matchAll(BEHIND)].flatMap(([, name]) => name ?? [])
  const latin = [...line.matchAll(LATIN)].map(([name]) => name)
  return [
    ...new Set(
      [...latin, ...found].map((name) => name.replace(/(?:様|さま|御中|殿|の)$/u, '')).filter((name) => name !== ''),
    ),
  ]
}

/** Do two names mean the same company, or one a part of the other (東京支店, 教育委員会, グループ)? */
export function isSameCompany(a: string, b: string): boolean {
  const [one, other] = [companyCore(a), companyCore(b)]
  if (one === '' || other === '') return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return short === long || (short.length >= 2 && long.startsWith(short)) || (short.length >= 4 && long.includes(short))
}
