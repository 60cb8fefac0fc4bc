import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meaningOf, normalised, withVariantsRead } from './normalise.ts'

describe('文字の読み替え', () => {
  test.each([
    ['Ｋ０００１２３', 'K000123'],
    ['試験　花子', '試験花子'],
    ['１丁目２ー３', '1丁目2-3'],
    ['1−2‐3', '1-2-3'],
    ['㈱試験', '(株)試験'],
    ['ﾔﾏﾀﾞ', 'ヤマダ'],
    ['⼭⽥', '山田'], // Kangxi radicals, as some writers of PDF name them
    ['⻑⾕川', '長谷川'],
    ['葛\u{E0100}城', '葛城'],
    ['山田・太郎', '山田･太郎'],
    ['がぎ', 'がぎ'],
  ])('%s は %s と同じ', (printed, data) => expect(normalised(printed)).toBe(normalised(data)))

  test.each([
    ['髙橋', '高橋'],
    ['﨑山', '崎山'],
    ['渡邉', '渡邊'],
    ['齋藤', '斎藤'],
    ['𠮷田', '吉田'],
  ])('異体字: %s は %s と読み替えられるが、同じ字ではない', (one, other) => {
    expect(withVariantsRead(normalised(one))).toBe(withVariantsRead(normalised(other)))
    expect(normalised(one)).not.toBe(normalised(other))
  })

  test.each([
    ['渡', '渉'],
    ['花', '華'],
    ['斎藤', '斉藤'],
    ['K0001', 'K0002'],
    ['山田太郎', '山田太朗'],
  ])('%s と %s は別のまま', (one, other) =>
    expect(withVariantsRead(normalised(one))).not.toBe(withVariantsRead(normalised(other))),
  )

  test('意味で比べる: 日付、金額、番号', () => {
    expect(meaningOf('平成31年4月1日', 'date')).toBe('2019-04-01')
    expect(meaningOf('平成 31 年 4 月 1 日', 'date')).toBe('2019-04-01')
    expect(meaningOf('H31.4.1', 'date')).toBe('2019-04-01')
    expect(meaningOf('2019/04/01', 'date')).toBe('2019-04-01')
    expect(meaningOf('令和元年5月1日', 'date')).toBe('2019-05-01')
    expect(meaningOf('￥３０，０００', 'number')).toBe('30000')
    expect(meaningOf('30000円', 'number')).toBe('30000')
    expect(meaningOf('030000', 'number')).toBe('30000')
    expect(meaningOf('〒100-0001', 'digits')).toBe('1000001')
    expect(meaningOf('なし', 'number')).toBe('なし')
  })

  test('何度読み替えても同じ、空白と幅は問わない', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normalised(text)
        expect(normalised(once)).toBe(once)
        expect(normalised(Array.from(text).join(' '))).toBe(normalised(Array.from(text).join('　')))
      }),
    ))
})
