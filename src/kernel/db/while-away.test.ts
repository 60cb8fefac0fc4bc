import { expect, test } from 'vitest'
import { whileAway } from './while-away.ts'

const failing = (times: number, cause: Error) => {
  let calls = 0
  return { calls: () => calls, work: () => (++calls <= times ? Promise.reject(cause) : Promise.resolve('done')) }
}
const coded = (code: string) => Object.assign(new Error('away'), { code })

test.each([
  coded('ECONNREFUSED'),
  coded('57P01'),
  coded('57P03'),
  coded('08006'),
  new Error('Connection terminated unexpectedly'),
])('what is away is asked again (%#)', async (cause) => {
  const { work, calls } = failing(2, cause)
  expect(await whileAway(60, work)).toBe('done')
  expect(calls()).toBe(3)
})

test.each([coded('23505'), coded('40P01'), new TypeError('a fault of ours')])(
  'what waiting does not mend fails at once (%#)',
  async (cause) => {
    const { work, calls } = failing(1, cause)
    await expect(whileAway(60, work)).rejects.toBe(cause)
    expect(calls()).toBe(1)
  },
)

test('when the time is over, what came last is said', async () => {
  const { work, calls } = failing(1000, coded('ECONNREFUSED'))
  await expect(whileAway(0.3, work)).rejects.toThrow('away')
  expect(calls()).toBeGreaterThan(1)
})
