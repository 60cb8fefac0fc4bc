/**
 * Passwords that are tried first. Not a leaked list: it is composed here, from words and keyboard walks that lead every
 * published list and words of a Japanese office, each with the endings that people add. 5,000 and some entries.
 */
const WORDS = (
  'password passw passwd pass admin administrator root user guest test testtest login welcome hello secret master ' +
  'qwerty qwertyuiop qwer asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1q2w3e 1q2w3e4r qweasd ' +
  'abc abcd abcde abcdef abcdefg abcdefgh aaa aaaa letmein trustno iloveyou monkey dragon sunshine princess ' +
  'football baseball soccer superman batman shadow michael jordan charlie jennifer summer winter spring autumn ' +
  'computer internet server network system office company business security privacy personal mail changeme default ' +
  'temp temporary initial first start sample demo public private manager staff member support service sales ' +
  'nihon nippon japan tokyo osaka kyoto nagoya yokohama sapporo fukuoka kobe hiroshima sakura fujisan samurai ninja ' +
  'suzuki sato satou tanaka takahashi watanabe ito itou yamamoto nakamura kobayashi kato katou yoshida yamada ' +
  'sasaki yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto ' +
  'taro hanako ichiro yuki haruka kenji akira hiroshi takashi ' +
  'arigato arigatou konnichiwa ohayo daisuki kaisha shain somu soumu jinji keiri eigyo eigyou kaihatsu jimukyoku ' +
  'himitsu anshin anzen kojin joho jouhou kanri kanrisha pasuwado doraemon pikachu pokemon hanshin tigers giants'
).split(' ')

const ENDINGS = (
  ' 0 1 2 7 12 13 21 22 69 88 99 00 01 007 10 11 100 111 123 321 1234 12345 123456 1234567 12345678 123456789 ' +
  '! !! 1! 12! 123! 1234! @ @1 @123 # #1 . _1 2019 2020 2021 2022 2023 2024 2025 2026 2027 2028 r1 r6 r7 r8 r9 a abc'
).split(' ')

const RUNS = [
  '0123456789',
  '9876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  WORDS.flatMap((word) => ENDINGS.flatMap((ending) => [`${word}${ending}`])),
)

/** Letters for the signs that stand for them: `P@ssw0rd` is `password`. */
const plain = (text: string) =>
  text.replace(/[@4]/g, 'a').replace(/0/g, 'o').replace(/[$5]/g, 's').replace(/[1!|]/g, 'i').replace(/3/g, 'e')

/** Whether a password is among those tried first, in any case and with the usual signs for letters. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  if (COMMON_PASSWORDS.has(lower) || COMMON_PASSWORDS.has(plain(lower))) return true
  const [, stem, ending] = /^(.*?[a-z@$!])([\d!@#._-]*)$/.exec(lower) ?? []
  if (stem && ending !== undefined && COMMON_PASSWORDS.has(plain(stem)) && ending.length <= 8) return true
  return isRepetition(lower) || isRun(lower)
}

/** One to four characters over and over: `aaaaaaaa`, `abcabcabc`. */
const isRepetition = (text: string) => /^(.{1,4})\1+.{0,3}$/su.test(text)

/** A walk along the digits, the alphabet or the keyboard, once or again: `12345678`, `qwertyui`. */
function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const endless = run.repeat(Math.ceil(text.length / run.length) + 1)
    return text.length >= 4 && endless.includes(text)
  })
}
