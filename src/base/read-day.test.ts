import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './clock.ts'
import { formatDay } from './format-day.ts'
import { readDay } from './read-day.ts'

describe('日付を読む', () => {
  test('西暦と和暦、全角と半角、区切りのいろいろ', () => {
    const vectors = {
      '2026-11-23': '2026-11-23',
      '2026/1/5': '2026-01-05',
      '2026.11.23': '2026-11-23',
      '2026年11月23日': '2026-11-23',
      '2026年 1月 5日': '2026-01-05',
      '20261123': '2026-11-23',
      '２０２６／１１／２３': '2026-11-23',
      '２０２６年１１月２３日（月）': '2026-11-23',
      '2026年11月23日 月曜日': '2026-11-23',
      '2026年11月23日(月・祝)': '2026-11-23',
      '2026－11－23': '2026-11-23',
      '2026ー11ー23': '2026-11-23',
      '2026−11−23': '2026-11-23',
      '2026・11・23': '2026-11-23',
      '2026/11/23 0:00:00': '2026-11-23',
      '2026-11-23T00:00:00': '2026-11-23',
      '  2026/11/23　': '2026-11-23',
      二〇二六年十一月二十三日: '2026-11-23',
      令和八年十一月二十三日: '2026-11-23',
      昭和五十年四月一日: '1975-04-01',
      'S50.4.1': '1975-04-01',
      '令和元年5月1日（水）': '2019-05-01',
      '2024/2/29': '2024-02-29',
    }
    for (const [text, day] of Object.entries(vectors)) expect([text, readDay(text)]).toEqual([text, { ok: true, day }])
  })

  test('読めない日は理由を付けて返す', () => {
    const vectors = {
      '': 'empty',
      '　 ': 'empty',
      '2026/2/29': 'no_such_day',
      '2026/13/1': 'no_such_day',
      '20260230': 'no_such_day',
      '26/11/23': 'short_year',
      '8.11.23': 'short_year',
      '11/23/2026': 'year_not_first',
      平成31年5月1日: 'outside_era',
      令和8年2月30日: 'no_such_day',
      未定: 'not_a_day',
      '2026年11月': 'not_a_day',
      '2026-11-23T00:00:00Z': 'not_a_day',
      '46349': 'not_a_day',
    }
    for (const [text, reason] of Object.entries(vectors))
      expect([text, readDay(text)]).toMatchObject([text, { ok: false, reason }])
  })

  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90_000 }), (offset) => {
        const day = addDays('1870-01-01', offset)
        expect(readDay(formatDay(day, 'ja'))).toEqual({ ok: true, day })
        expect(readDay(day)).toEqual({ ok: true, day })
      }),
    )
  })

  test('any text is answered, never thrown at', () => {
    const pieces = fc.constantFrom(...'令 和 S 元 年 月 日 十 二 １ 2 / . ( ) 20 　'.split(' '))
    const isAnswered = (text: string) => typeof readDay(text).ok === 'boolean'
    expect(() =>
      fc.assert(fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => isAnswered(parts.join('')))),
    ).not.toThrow()
    expect(() => fc.assert(fc.property(fc.string({ unit: 'binary' }), isAnswered))).not.toThrow()
  })
})
