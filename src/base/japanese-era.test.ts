import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './clock.ts'
import { eraDay, ERAS, eraShortText, eraText, readEraDay } from './japanese-era.ts'

describe('和暦', () => {
  test('改元の前後の日', () => {
    const vectors = [
      ['1868-01-25', '明治元年1月25日'],
      ['1912-07-29', '明治45年7月29日'],
      ['1912-07-30', '大正元年7月30日'],
      ['1926-12-24', '大正15年12月24日'],
      ['1926-12-25', '昭和元年12月25日'],
      ['1989-01-07', '昭和64年1月7日'],
      ['1989-01-08', '平成元年1月8日'],
      ['2019-04-30', '平成31年4月30日'],
      ['2019-05-01', '令和元年5月1日'],
      ['2026-11-23', '令和8年11月23日'],
    ] as const
    for (const [day, text] of vectors) {
      expect(eraText(day)).toBe(text)
      expect(readEraDay(text)).toEqual({ ok: true, day })
    }
  })

  test('名簿によくある書き方を読む', () => {
    const vectors = {
      'S50.4.1': '1975-04-01',
      's50/04/01': '1975-04-01',
      'S50-4-1': '1975-04-01',
      S500401: '1975-04-01',
      昭和５０年４月１日: '1975-04-01',
      '㍼50年4月1日': '1975-04-01',
      '昭50. 4. 1': '1975-04-01',
      '平成 元年 1月 8日': '1989-01-08',
      'H元.1.8': '1989-01-08',
      'R1.5.1': '2019-05-01',
      'Ｒ８．１１．２３': '2026-11-23',
      '㋿8年11月23日': '2026-11-23',
      令和8年11月23日: '2026-11-23',
    }
    for (const [text, day] of Object.entries(vectors))
      expect([text, readEraDay(text)]).toEqual([text, { ok: true, day }])
  })

  test('その元号にない日は断る', () => {
    expect(readEraDay('平成31年5月1日')).toMatchObject({ reason: 'outside_era', lastOn: '2019-04-30' })
    expect(readEraDay('昭和64年1月8日')).toMatchObject({ reason: 'outside_era', lastOn: '1989-01-07' })
    expect(readEraDay('昭和元年12月24日')).toMatchObject({ reason: 'outside_era', firstOn: '1926-12-25' })
    expect(readEraDay('令和元年4月30日')).toMatchObject({ reason: 'outside_era', firstOn: '2019-05-01' })
    expect(readEraDay('M45.7.30')).toMatchObject({ reason: 'outside_era' })
    expect(readEraDay('昭和100年1月1日')).toMatchObject({ reason: 'outside_era' })
    expect(readEraDay('令和7年2月29日')).toMatchObject({ reason: 'no_such_day' })
    expect(readEraDay('令和0年5月1日')).toMatchObject({ reason: 'no_such_day' })
    for (const text of ['', '2026年1月1日', '慶応3年1月1日', 'X1.1.1', '令和8年', 'S5041'])
      expect([text, readEraDay(text)]).toEqual([text, { ok: false, reason: 'not_era' }])
  })

  test('every day from 1868-01-25 to 2100-12-31 reads back from each way of writing it', () => {
    let [count, day] = [0, ERAS[0].firstOn as string]
    for (; day <= '2100-12-31'; day = addDays(day, 1), count++) {
      for (const text of [eraText(day)!, eraShortText(day)!]) {
        const read = readEraDay(text)
        if (!read.ok || read.day !== day) throw new Error(`${day}: ${text} reads as ${JSON.stringify(read)}`)
      }
    }
    expect(count).toBe(85_078)
    expect(eraText('1868-01-24')).toBeUndefined()
  })

  test('agrees with the calendar of Unicode since the Gregorian calendar came', () => {
    const intl = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
      era: 'long',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      timeZone: 'UTC',
    })
    for (let day = '1873-01-01'; day <= '2100-12-31'; day = addDays(day, 13)) {
      const parts = Object.fromEntries(intl.formatToParts(new Date(`${day}T00:00:00Z`)).map((p) => [p.type, p.value]))
      const at = eraDay(day)!
      expect([at.era.name, at.year === 1 ? '元' : String(at.year)]).toEqual([
        parts['era'],
        parts['year'] === '1' ? '元' : parts['year'],
      ])
    }
  })

  test('any text is answered, never thrown at', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 30 })
    expect(() => fc.assert(fc.property(texts, (text) => typeof readEraDay(text).ok === 'boolean'))).not.toThrow()
  })
})
