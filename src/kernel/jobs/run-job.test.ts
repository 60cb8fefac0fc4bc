import { expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../base/ids.ts'
import type { Database } from '../db/database.ts'
import { defineJob } from './define-job.ts'
import { runJob } from './run-job.ts'

const fetchedOf = (): Parameters<typeof runJob>[3] => ({
  name: 'test.fails',
  expireInSeconds: 60,
  heartbeatSeconds: 10,
  id: newId(),
  retryCount: 0,
  data: { orgId: newId(), input: {} },
  signal: new AbortController().signal,
})

test.each([
  ['a parser that quotes its text', () => JSON.parse('山田 <canary@person.example>') as unknown],
  ['a database that names a value', () => Promise.reject(Object.assign(new Error('canary@'), { code: '23505' }))],
  ['input that does not fit', () => z.object({ address: z.uuid() }).parse({ address: 'canary@person.example' })],
])('what fails by %s leaves nothing of it in the log or the queue', async (_, fail) => {
  const logged: unknown[] = []
  const note = (...line: unknown[]) => void logged.push(line)
  const job = defineJob({ name: 'test.fails', input: z.object({}), run: async () => void (await fail()) })
  const log = { info: note, warn: note, error: note }
  // Nothing of the database is asked before the job's own work.
  const failure: unknown = await runJob({} as Database, log, job, fetchedOf()).catch((cause: unknown) => cause)
  expect(failure).toBeInstanceOf(Error)
  expect(`${(failure as Error).message} ${JSON.stringify(logged)}`).not.toMatch(/canary|山田/)
  expect(logged).toHaveLength(1)
})
