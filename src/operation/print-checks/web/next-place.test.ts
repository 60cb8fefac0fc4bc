import { expect, test } from 'vitest'
import { nextPlace } from './next-place.ts'

const job: Parameters<typeof nextPlace>[0] = { jobId: '1', reader: 'own', isOnlooker: false, runs: [] }
const placeOf = (check: string, isMine: boolean) =>
  nextPlace(job, { stage: 'delivery' }, { code: 'decision', facts: { check }, people: ['見本'], isMine })

test('開封を終えるところは抜き取り開封の画面。ほかの決定は案件の画面にある', () => {
  expect(placeOf('sample-opened', true)).toEqual({ word: 'sample', to: '/print-checks/1/sample' })
  expect(placeOf('sample-witnessed', true)).toMatchObject({ to: '/print-checks/1', hash: 'decide-sample-witnessed' })
  expect(placeOf('sample-opened', false)).toBeUndefined()
})
