import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { adoptFile } from '../../src/operation/print-checks/index.ts'
import type { PrintSlot } from '../../src/operation/print-checks/print-states.ts'
import { LONG, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** What a slot takes: nothing is dropped to make room, and nothing lies there that no verification would read. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, actor, newJob, put, look } = house

async function further(jobId: string, slot: PrintSlot, text: string, byteCount?: number) {
  const { vault } = house.equipment
  const pending = await vault.receive(Readable.from([Buffer.from(text)]))
  try {
    return await db.inOrganisation(house.demo.orgId, (tx) =>
      adoptFile(
        tx,
        actor('a-worker'),
        { jobId, slot, isFurther: true, name: text },
        byteCount === undefined ? pending : { ...pending, byteCount },
        house.equipment,
      ),
    )
  } catch (cause) {
    await vault.discard(pending)
    throw cause
  }
}
const namesIn = async (jobId: string, slot: PrintSlot) =>
  (await look(jobId)).slots.find((each) => each.slot === slot)!.files.map(({ name }) => name)

test('41個目のファイルは断り、先のファイルは1つも消えない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  const names = Array.from({ length: 40 }, (_, at) => `${at + 1}.pdf`)
  for (const name of names) await further(jobId, 'pdf', name)
  await expect(further(jobId, 'pdf', '41.pdf')).rejects.toMatchObject({ code: 'files_too_many', facts: { most: 40 } })
  expect(await namesIn(jobId, 'pdf')).toEqual(names)
})

test('仕様が読むより多いデータファイルは、出せない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  const refused = (most: number) => ({ code: 'files_too_many', facts: { most } })
  // Nobody knows yet how the data are read: two, since children may have a file of their own.
  await further(jobId, 'data', '世帯')
  await further(jobId, 'data', '児童')
  await expect(further(jobId, 'data', 'もう1つ')).rejects.toMatchObject(refused(2))
  expect(await namesIn(jobId, 'data')).toEqual(['世帯', '児童'])
  await put(jobId, 'test_specification', 'a-worker', Buffer.from(NOTICE_SPECIFICATION))
  await further(jobId, 'test_data', '世帯')
  await expect(further(jobId, 'test_data', '児童')).rejects.toMatchObject(refused(1))
  const joined = NOTICE_SPECIFICATION.replace(/children: .*\n/, 'children: { in: file, key: [世帯番号] }\n')
  await put(jobId, 'test_specification', 'a-worker', Buffer.from(joined))
  await further(jobId, 'test_data', '児童')
  expect(await namesIn(jobId, 'test_data')).toEqual(['世帯', '児童'])
})

test('仕様は1MB、データは200MBまで。項目のない面のある仕様も断り、何も残さない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  const printer = await as('a-worker')
  const upload = async (slot: PrintSlot, text: string) => {
    const form = new FormData()
    form.set('input', JSON.stringify({ jobId, slot }))
    form.set('file', new File([text], 'file'))
    const cookie = [...printer.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = { 'x-sekisho': '1', cookie }
    const answer = await fetch(`${house.web.url}${prints.uploadPrintFile.path}`, {
      method: 'POST',
      headers,
      body: form,
    })
    return (await answer.json()) as { refusal?: { code: string; facts?: object } }
  }
  const long = `${NOTICE_SPECIFICATION}#${'x'.repeat(1024 ** 2)}`
  expect(await upload('specification', long)).toMatchObject({ refusal: { code: 'file_too_large' } })
  await expect(further(jobId, 'data', 'a', 200 * 1024 ** 2 + 1)).rejects.toMatchObject({
    code: 'file_too_large',
    facts: { limitMegabytes: 200 },
  })
  const fieldless = NOTICE_SPECIFICATION.replace(/(name: 裏面\n.*\n)[^]*$/, '$1')
  expect(await upload('specification', fieldless)).toMatchObject({ refusal: { code: 'page_without_field' } })
  expect([await namesIn(jobId, 'specification'), await namesIn(jobId, 'data')]).toEqual([[], []])
  expect((await upload('specification', NOTICE_SPECIFICATION)).refusal).toBeUndefined()
})
