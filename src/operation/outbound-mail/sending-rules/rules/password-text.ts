/** The word that a sender writes before a password. */
const WORD = String.raw`(?:パスワード|パスワ-ド|ぱすわーど|暗証番号|解凍キ[ーｰ]|復号キ[ーｰ]|暗号キ[ーｰ]|解凍用?の?PASS|(?:解凍|復号|解除|開封)用?の?パス(?![ァ-ヶー])|\bpass ?word\b|\bpasswd\b|\bpass ?phrase\b|\bPW\b|\bpass\b)`
/** What a password looks like: no Japanese, no address, at least four characters. */
const VALUE = String.raw`[「『"'(【\[]?([!-~]{4,64})`
/** The word, then its value: after a mark, or on one of the next lines. */
const SAME_LINE = new RegExp(String.raw`${WORD}[^\n]{0,12}?(?:[:=→⇒]|は[、,]?|です[。:]?)[ \t]*${VALUE}`, 'giu')
const NEXT_LINE = new RegExp(
  String.raw`${WORD}[^\n]{0,30}\n(?:[ \t>]*[-=*_─]*[ \t]*\n){0,2}[ \t]*${VALUE}[ \t]*(?:\n|$)`,
  'giu',
)

/** Short for a password as well as for a path of a file, or behind it a mark that much else stands behind too. */
const SHORT = String.raw`(?:${WORD}|(?:zip|圧縮|添付)(?:ファイル)?の?パス(?![ァ-ヶー])|^[ \t]*[・■◆●*]?パス(?![ァ-ヶー]))`
const MARKED = new RegExp(
  String.raw`${SHORT}(?:[ \t]{0,4}(?:[:=→⇒/]|は[、,]?|\bis\b:?)|[」』】\])>■◆●*]{1,3})[ \t]{0,4}${VALUE}`,
  'gimu',
)
/** Nothing but a space between them: then nothing else follows either. */
const BARE = new RegExp(String.raw`${SHORT}[ \t]{1,4}${VALUE}[」』"')】\]]*[ \t]*(?:$|です|[。、])`, 'gimu')

/**
 * Does a text give a password away? A word for one, and right behind it something that can be one. "The password follows
 * by another mail" gives none.
 */
export function holdsPassword(text: string): boolean {
  const plain = withoutQuotes(text.normalize('NFKC'))
  const finds = (patterns: readonly RegExp[], isOne: (raw: string) => boolean) =>
    patterns.some((pattern) => [...plain.matchAll(pattern)].some(([, value]) => value !== undefined && isOne(value)))
  return finds([SAME_LINE, NEXT_LINE], isValue) || finds([MARKED, BARE], isMixed)
}

/** A value of letters and digits, or of many digits, and no path, name of a file or of a method. */
function isMixed(raw: string): boolean {
  const value = withoutEnd(raw)
  if (!isValue(value) || /[/\\]|\.[a-z]{2,5}$|^(?:sha|aes|rsa|utf|md)-?\d/i.test(value)) return false
  return /^\d{6,}$/.test(value) || (/[a-z]/i.test(value) && /\d/.test(value))
}

/** Neither an address, a link, a date, a telephone number nor a word that only tells about passwords. */
function isValue(raw: string): boolean {
  const value = withoutEnd(raw)
  if (value.length < 4 || /@|:\/\/|^www\./i.test(value)) return false
  if (/^\d{1,4}[-/.]\d{1,4}([-/.]\d{1,4})?$/.test(value)) return false
  if (/^[-=*_#~.+]+$/.test(value)) return false
  // An English word tells about a password ("password protected", "password will follow"); one with a digit or sign is one.
  return !/^[A-Za-z]+$/.test(value) || /[a-z][A-Z]|^[A-Z]{5,}$/.test(value) || looksDrawn(value)
}

const withoutEnd = (raw: string) => raw.replace(/[」』"')】\].,;]+$/, '')

/** Letters alone that form no word: too few vowels to be spoken. */
const looksDrawn = (value: string) => value.length >= 6 && (value.match(/[aeiou]/gi) ?? []).length / value.length < 0.2

const withoutQuotes = (text: string) =>
  text
    .split(/\r?\n/)
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
