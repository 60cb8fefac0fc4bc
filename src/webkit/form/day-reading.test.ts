import { expect, test } from 'vitest'
import { DAY_REASONS } from '../../base/read-day.ts'
import { en } from '../words/en.ts'
import { ja } from '../words/ja.ts'
import { besideDay, readTypedDay } from './day-reading.ts'

test('西暦でも和暦でも、全角でも読める', () => {
  for (const text of ['2026/11/23', 'R8.11.23', '令和8年11月23日', '２０２６年１１月２３日', 'Ｒ８．１１．２３']) {
    expect(readTypedDay(text, ja), text).toEqual({ day: '2026-11-23' })
  }
  expect(readTypedDay('S50.4.1', ja)).toEqual({ day: '1975-04-01' })
})

test('もう一方の暦を横に示す', () => {
  expect(besideDay('1975-04-01', 'ja')).toBe('1975年4月1日(火) 昭和50年')
  expect(besideDay('2019-05-01', 'ja')).toBe('2019年5月1日(水) 令和元年')
  expect(besideDay('1850-01-01', 'ja')).toBe('1850年1月1日(火)')
})

test('読めないときは、どう直すかを言う', () => {
  expect(readTypedDay('昭和65年1月1日', ja)).toEqual({
    error: '昭和は1989年1月7日(土)までです。年と元号を確かめてください。',
  })
  expect(readTypedDay('2026/2/29', ja)).toEqual({ error: ja.day.errors.no_such_day })
  expect(readTypedDay('あした', ja)).toEqual({ error: ja.day.errors.not_a_day })
})

test('すべての理由に、両方の言語の言葉がある', () => {
  for (const reason of DAY_REASONS) {
    expect(ja.day.errors[reason]).toMatch(/。$/)
    expect(en.day.errors[reason]).toMatch(/\.$/)
  }
})
