import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takenTogether } from './taken-together.ts'

/** Calls that end when the test says so. */
function trial(options: { atMost?: number; sideBySide?: number; fails?: (items: readonly string[]) => unknown } = {}) {
  const calls: string[][] = []
  const ends: (() => void)[] = []
  const take = takenTogether<string, string>({
    work: async (lane, items) => {
      calls.push([...items])
      await new Promise<void>((resolve) => ends.push(resolve))
      const cause = options.fails?.(items)
      if (cause) throw cause as Error
      return items.map((item) => (item.endsWith('!') ? new Error(`not ${item}`) : `${lane}/${item}`))
    },
    atMost: options.atMost ?? 10,
    ...(options.sideBySide && { sideBySide: options.sideBySide }),
    keyOf: (item) => item,
    isAboutOne: (cause) => (cause as Error).message !== 'everybody',
  })
  const settle = async () => {
    for (let turn = 0; turn < 1000; turn++) {
      while (ends.length > 0) ends.shift()!()
      await Promise.resolve()
    }
  }
  return { calls, take, settle }
}

test('a single one goes at once; what comes meanwhile goes together, in its order', async () => {
  const { calls, take, settle } = trial({ atMost: 3 })
  const answers = ['a', 'b', 'c', 'd', 'e'].map((item) => take('x', item))
  expect(calls).toEqual([['a']])
  await settle()
  expect(await Promise.all(answers)).toEqual(['x/a', 'x/b', 'x/c', 'x/d', 'x/e'])
  expect(calls).toEqual([['a'], ['b', 'c', 'd'], ['e']])
})

test('calls side by side: so many at most, each with what waits when it begins', async () => {
  const { calls, take, settle } = trial({ sideBySide: 2 })
  const answers = ['a', 'b', 'c', 'd'].map((item) => take('x', item))
  expect(calls).toEqual([['a'], ['b']])
  await settle()
  expect(await Promise.all(answers)).toEqual(['x/a', 'x/b', 'x/c', 'x/d'])
  expect(calls).toEqual([['a'], ['b'], ['c', 'd']])
})

test('two of the same never go into one call, and lanes do not wait for each other', async () => {
  const { calls, take, settle } = trial()
  const answers = [take('x', 'a'), take('x', 'b'), take('x', 'b'), take('x', 'c'), take('y', 'b')]
  expect(calls).toEqual([['a'], ['b']])
  await settle()
  await Promise.all(answers)
  expect(calls).toEqual([['a'], ['b'], ['b', 'c'], ['b']])
})

test('one that is refused, or breaks the call, takes no neighbour with it', async () => {
  const refused = trial()
  const some = ['a', 'b!', 'c'].map((item) => refused.take('x', item))
  const waiting = Promise.allSettled(some)
  await refused.settle()
  expect((await waiting).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])

  const breaking = trial({ fails: (items) => items.includes('bad') && new Error('bad data') })
  const others = Promise.allSettled(['first', 'a', 'bad', 'c'].map((item) => breaking.take('x', item)))
  await breaking.settle()
  expect((await others).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(breaking.calls).toEqual([['first'], ['a', 'bad', 'c'], ['a'], ['bad'], ['c']])

  const down = trial({ fails: (items) => items.includes('bad') && new Error('everybody') })
  const all = Promise.allSettled(['first', 'a', 'bad'].map((item) => down.take('x', item)))
  await down.settle()
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(down.calls).toHaveLength(2)
})

test('each is answered once, with its own answer, whatever comes when', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b', 'c', 'd!'), fc.nat(3)), { maxLength: 40 }),
      fc.constantFrom(1, 2, 3),
      async (arrivals, sideBySide) => {
        const { calls, take, settle } = trial({ atMost: 4, sideBySide })
        const answers: Promise<string>[] = []
        for (const [lane, item, pauses] of arrivals) {
          answers.push(take(lane, item).catch((cause: Error) => cause.message))
          for (let n = 0; n < pauses; n++) await Promise.resolve()
        }
        await settle()
        const expected = arrivals.map(([lane, item]) => (item.endsWith('!') ? `not ${item}` : `${lane}/${item}`))
        expect(await Promise.all(answers)).toEqual(expected)
        expect(calls.every((items) => items.length <= 4 && new Set(items).size === items.length)).toBe(true)
        expect(calls.flat()).toHaveLength(arrivals.length)
      },
    ),
    { numRuns: 60 },
  )
})
