import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { faulty } from '../../../../test/harness/print-faults.ts'
import { type DrawnRun, rightRun, seeded } from '../../../../test/harness/print-runs.ts'
import { pageContent } from '../reading/page-content.ts'
import { holdsAsFarAsKnown, isAlikeAsFarAsKnown } from './broken-font-map.ts'
import { joinedBytes } from './joined-bytes.ts'
import { pageView } from './read-field.ts'

const none = () => new Set<string>()

describe('分かる文字だけを比べる', () => {
  test.each([
    ['令和2\uFFFD7月', '令和2年7月', true],
    ['ÿ県Ā市試験町ā-Ă', 'X県Y市試験町2-3', true],
    ['ÿ県Ā市見本台ā-Ă', 'X県Y市試験町2-3', false],
    ['\uFFFD成', '平成2年', false],
    ['試験町', '試験町', false],
    ['K700001', 'K700002', false],
  ])('%s と %s', (printed, expected, isAlike) =>
    expect(isAlikeAsFarAsKnown(printed, expected, false, none)).toBe(isAlike),
  )

  test('データにある字は失われた字ではない', () =>
    expect(isAlikeAsFarAsKnown('ÿ県', 'X県', false, () => new Set('ÿ'))).toBe(false))

  test('仮名の場所の英字は、文字が失われたファイルでだけ分からない字になる', () => {
    expect(holdsAsFarAsKnown('ご案内区分2~方へ', '区分2の方へ', true, none)).toBe(true)
    expect(holdsAsFarAsKnown('ご案内区分2~方へ', '区分2の方へ', false, none)).toBe(false)
    expect(isAlikeAsFarAsKnown('K7', 'K8', true, none)).toBe(false)
  })
})

/** The characters of a run as Ghostscript's font maps name them, on the sheets where these are lost. */
const named = (run: DrawnRun, name: (character: string) => string, isLost = (_at: number) => true): DrawnRun => ({
  ...run,
  sheets: run.sheets.map((sheet, at) => ({
    ...sheet,
    sides: sheet.sides.map((side) => ({
      ...side,
      texts: side.texts.map((text) => (isLost(at) ? { ...text, text: text.text.replace(/./gu, name) } : text)),
    })),
  })),
})
const joined = (character: string) => joinedBytes(character) ?? character
const kindsOf = (summary: Awaited<ReturnType<typeof verifyDrawn>>) => [
  ...new Set(summary.mismatches.map(({ kind }) => kind)),
]

test('フォントの対応表が数字を別の字に言い換えていても、データと違うとは言わない', async () => {
  const digits = Object.fromEntries(Array.from('0123456789', (digit, at) => [digit, 'ÿĀāĂăĄąĆćĈ'[at]!]))
  for (let seed = 1; seed <= 6; seed++) {
    const { outcome, mismatches } = await verifyDrawn(named(rightRun(seed, 8), (each) => digits[each] ?? each)).catch(
      () => ({ outcome: 'unverified', mismatches: [] }),
    )
    expect({ seed, outcome, wrong: mismatches.filter(({ kind }) => kind !== 'unverified').slice(0, 2) }).toEqual({
      seed,
      outcome: 'unverified',
      wrong: [],
    })
  }
})

test('仮名も漢字もなく、データにない字ばかりの面は、読めない面です', () => {
  const isRead = (text: string, isLost: (character: string) => boolean) =>
    !pageView(pageContent({ text }), isLost).isUnreadable()
  const garbled = 'o\u009C~\u00DB\u00F7\u00FE 3z 2157-7493 X\u00EE\u00F6^18-19-2'
  const isLetter = (character: string) => character > '~'
  expect(isRead(garbled, isLetter)).toBe(false)
  expect(isRead(garbled, () => false)).toBe(true)
  expect(isRead(`${garbled} 試験`, isLetter)).toBe(true)
  expect(isRead('SHIKEN HANAKO 157-7493', isLetter)).toBe(true)
})

test('フォントの対応表が漢字も仮名もすべて言い換えたファイルは、確認できないだけで、何も違うとは言わない', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const summary = await verifyDrawn(named(rightRun(seed, 8), joined))
    expect({ seed, outcome: summary.outcome, kinds: kindsOf(summary) }).toEqual({
      seed,
      outcome: 'unverified',
      kinds: ['unverified'],
    })
  }
})

test('文字が失われたことと、何をすればよいかを、一文で言う', async () => {
  const { diagnosis } = await verifyDrawn(named(rightRun(3, 8), joined))
  expect(diagnosis.map(({ kind }) => kind)).toEqual(['characters_lost'])
  expect(diagnosis[0]!.sentence.ja).toContain('Ghostscript などで変換し直す前の PDF を提出する')
})

test.each(['a value of somebody else', 'a child of another household', 'two backs swapped', 'a back blank'])(
  '一部の用紙だけ文字が失われたファイルでも、読める用紙の違いは見つけて名指す: %s',
  async (name) => {
    let done = 0
    for (let seed = 1; seed <= 24 && done < 6; seed++) {
      const right = rightRun(seed, 12)
      const fault = faulty(right, name, seeded(seed * 7919))
      if (!fault || fault.run.sheets.length !== right.sheets.length) continue
      const isAsItWas = (at: number) => JSON.stringify(fault.run.sheets[at]) === JSON.stringify(right.sheets[at])
      const untouched = right.sheets.flatMap(({ record }, at) => (record >= 0 && isAsItWas(at) ? [at] : []))
      const lost = new Set(untouched.slice(1, 3))
      const summary = await verifyDrawn(named(fault.run, joined, (at) => lost.has(at)))
      expect({ seed, missed: fault.missed(summary) }).toEqual({ seed, missed: undefined })
      const accused = summary.mismatches.filter(({ kind, sheet = 0 }) => kind !== 'unverified' && lost.has(sheet - 1))
      expect({ seed, accused }).toEqual({ seed, accused: [] })
      done++
    }
    expect(done).toBe(6)
  },
)
