import { expect, test } from 'vitest'
import { addressOf, readProblem } from './api.ts'
import { problemText } from './problem-text.ts'
import { ja } from './words/ja.ts'

test('GET の入力はアドレスになり、ない値は入らず、並びは名前を繰り返す', () => {
  expect(addressOf({ path: '/api/people' }, { search: '見本 太郎', cursor: undefined, unit: ['a', 'b'] })).toBe(
    '/api/people?search=%E8%A6%8B%E6%9C%AC+%E5%A4%AA%E9%83%8E&unit=a&unit=b',
  )
  expect(addressOf({ path: '/api/people' }, {})).toBe('/api/people')
})

test('拒否も、故障も、見知らぬ答えも、読める問題になる', () => {
  expect(readProblem({ refusal: { code: 'bad_input', facts: {}, fields: { name: 'too_small' } } })).toEqual({
    kind: 'refusal',
    code: 'bad_input',
    facts: {},
    fields: { name: 'too_small' },
  })
  expect(readProblem({ fault: { id: '0197' } })).toEqual({ kind: 'fault', id: '0197' })
  for (const strange of [undefined, null, 'html', { refusal: {} }]) {
    expect(readProblem(strange)).toEqual({ kind: 'fault', id: '' })
  }
})

test('拒否の言葉は事実を述べ、この画面が知らない拒否でも、何をすればよいかを言う', () => {
  const refusal = { kind: 'refusal', facts: { minutes: 15 }, fields: {} } as const
  expect(problemText({ ...refusal, code: 'too_many_requests' }, ja, 'ja').text).toContain('15分ほど')
  const worded = {
    ...refusal,
    code: 'specification_wrong',
    facts: { what: { ja: '枠が違います。', en: 'Wrong area.' } },
  }
  expect(problemText(worded, ja, 'ja').text).toMatch(/^枠が違います。直して/)
  expect(problemText(worded, ja, 'en').text).toMatch(/^Wrong area. Correct/)
  expect(problemText({ ...refusal, code: 'of_a_newer_server' }, ja, 'ja').text).toBe(ja.problem.unknown)
  expect(problemText({ ...refusal, code: 'toString' }, ja, 'ja').text).toBe(ja.problem.unknown)
})
