import { expect, test } from 'vitest'
import { addressCell, choiceCell, dayCell, integerCell, textCell } from './cell-parsers.ts'

const good = (value: unknown) => ({ ok: true, value })
const bad = (code: string) => expect.objectContaining({ ok: false, code })

test('文字、日付、整数、選択、アドレス', () => {
  expect(textCell()(' 山田\u3000')).toEqual(good('山田'))
  expect(textCell({ maxLength: 2 })('山田花')).toEqual({ ok: false, code: 'too_long', facts: { limit: 2 } })
  expect(textCell()('山\n田')).toEqual(bad('several_lines'))
  expect(dayCell()('S50.4.1')).toEqual(good('1975-04-01'))
  expect(dayCell()('平成31年5月1日')).toEqual({
    ok: false,
    code: 'outside_era',
    facts: { era: '平成', lastOn: '2019-04-30' },
  })
  expect(dayCell()('2026/2/30')).toEqual(bad('no_such_day'))
  expect(integerCell()('１，２３４')).toEqual(good(1234))
  expect(Object.is((integerCell()('-0') as { value: number }).value, 0)).toBe(true)
  expect(integerCell({ min: 1, max: 9 })('10')).toEqual({ ok: false, code: 'out_of_range', facts: { min: 1, max: 9 } })
  expect(integerCell()('1.5')).toEqual(bad('not_a_number'))
  expect(choiceCell({ 社員: 'employee', ﾊﾟｰﾄ: 'part' })('パート')).toEqual(good('part'))
  expect(choiceCell({ 社員: 'employee' })('役員')).toEqual({
    ok: false,
    code: 'unknown_choice',
    facts: { choices: '社員' },
  })
  expect(addressCell()(' Taro@X-Pref.EXAMPLE ')).toEqual(good('taro@x-pref.example'))
  for (const text of ['taro', 'taro@example', 'a b@c.example', 'a@b@c.example', '@c.example', 'a@.example.'])
    expect([text, addressCell()(text)]).toEqual([text, bad('not_an_address')])
})
