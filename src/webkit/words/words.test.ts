import { expect, test } from 'vitest'
import { fill } from '../../base/fill.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'
import { refusalWords } from './refusals.ts'

/** Every text of a phrase book with its path; functions are called with a day, which stands for a name, too. */
function texts(book: object, path = ''): [string, string][] {
  return Object.entries(book).flatMap(([name, value]): [string, string][] => {
    const here = `${path}.${name}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function')
      return [[here, (value as (...facts: string[]) => string)('2026-11-23', '2026-11-23')]]
    return texts(value as object, here)
  })
}

const refusals = (language: 'ja' | 'en') =>
  Object.fromEntries(Object.entries(refusalWords).map(([code, word]) => [code, word[language]]))

test('二つの言語の語彙は同じ項目をもつ', () => {
  expect(texts(en).map(([path]) => path)).toEqual(texts(ja).map(([path]) => path))
})

test('空の言葉はない', () => {
  const all = [...texts(ja), ...texts(en), ...texts(refusals('ja')), ...texts(refusals('en'))]
  expect(all.filter(([, text]) => text.trim() === '')).toEqual([])
})

test('拒否の言葉は、両方の言語で同じ事実を述べる', () => {
  const names = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted((a = '', b = '') => a.localeCompare(b))
  for (const word of Object.values(refusalWords)) expect(names(word.en)).toEqual(names(word.ja))
})

test('拒否の日本語は、です・ます の文で終わる', () => {
  for (const [code, text] of texts(refusals('ja'))) expect(text, code).toMatch(/(す|せん|さい|した|でした)。(例: .+)?$/)
})

test('事実は文に入り、足りない事実は名前のまま残る', () => {
  expect(fill('{minutes}分ほど待ってください。', { minutes: 15 })).toBe('15分ほど待ってください。')
  expect(fill('宛先の {domain} は関係先ではありません。')).toContain('{domain}')
})
