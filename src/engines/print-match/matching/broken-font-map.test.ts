import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { type DrawnRun, rightRun } from '../../../../test/harness/print-runs.ts'
import { pageContent } from '../reading/page-content.ts'
import { holdsAsFarAsKnown, isAlikeAsFarAsKnown } from './broken-font-map.ts'
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

/** The characters of a run as Ghostscript's font maps name them. */
const named = (run: DrawnRun, as: Readonly<Record<string, string>>): DrawnRun => ({
  ...run,
  sheets: run.sheets.map((sheet) => ({
    ...sheet,
    sides: sheet.sides.map((side) => ({
      ...side,
      texts: side.texts.map((text) => ({ ...text, text: text.text.replace(/./gu, (each) => as[each] ?? each) })),
    })),
  })),
})

test('フォントの対応表が数字を別の字に言い換えていても、データと違うとは言わない', async () => {
  const digits = Object.fromEntries(Array.from('0123456789', (digit, at) => [digit, 'ÿĀāĂăĄąĆćĈ'[at]!]))
  for (let seed = 1; seed <= 6; seed++) {
    const { outcome, mismatches } = await verifyDrawn(named(rightRun(seed, 8), digits)).catch(() => ({
      outcome: 'unverified',
      mismatches: [],
    }))
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
