import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Span } from './business.ts'

interface Token {
  readonly surface_form: string
  readonly pos_detail_1: string
  readonly pos_detail_2: string
  readonly pos_detail_3: string
  readonly word_type: 'KNOWN' | 'UNKNOWN'
}
export interface Tokenizer {
  tokenize(text: string): Token[]
}
interface Kuromoji {
  builder(options: { dicPath: string }): { build(done: (error: Error | null, tokenizer: Tokenizer) => void): void }
}

/** The tokenizer kuromoji with its IPADIC, as the package comes. */
export function loadKuromoji(): Promise<Tokenizer> {
  const require = createRequire(import.meta.url)
  const kuromoji = require('kuromoji') as Kuromoji
  const dicPath = join(dirname(require.resolve('kuromoji/package.json')), 'dict')
  return new Promise((resolve, reject) =>
    kuromoji.builder({ dicPath }).build((error, tokenizer) => (error ? reject(error) : resolve(tokenizer))),
  )
}

/**
 * Names by part of speech, with the merge rule that did best of those tried: neighbouring 人名 tokens are one name,
 * katakana is joined over ・ and ＝, an unknown word or one kanji after a surname is its given name.
 */
export function kuromojiNames(tokenizer: Tokenizer, text: string): Span[] {
  const tokens: (Token & { start: number; end: number })[] = []
  let at = 0
  for (const token of tokenizer.tokenize(text)) {
    tokens.push({ ...token, start: at, end: at + token.surface_form.length })
    at += token.surface_form.length
  }
  const isName = (i: number) => tokens[i]?.pos_detail_2 === '人名'
  const isKatakana = (i: number) => /^[ァ-ヶー]+$/.test(tokens[i]?.surface_form ?? '')
  const out: Span[] = []
  for (let i = 0; i < tokens.length; i++) {
    if (!isName(i)) continue
    let last = i
    for (;;) {
      const next = tokens[last + 1]
      if (!next) break
      if (isName(last + 1)) last++
      else if (/^[・=＝]$/.test(next.surface_form) && isKatakana(last) && isKatakana(last + 2)) last += 2
      else if (
        tokens[last]!.pos_detail_3 === '姓' &&
        (next.word_type === 'UNKNOWN' ? /^[一-龠ァ-ヶー々]+$/ : /^[一-龠]$/).test(next.surface_form)
      )
        last++
      else break
    }
    out.push({ type: 'PERSON', start: tokens[i]!.start, end: tokens[last]!.end })
    i = last
  }
  return out
}
