import { afterAll, beforeAll, expect, test } from 'vitest'
import { allJobs } from '../../src/app/composition/jobs.ts'
import type { Endpoint } from '../../src/base/endpoint.ts'
import { startWorker, type Worker } from '../../src/kernel/jobs/index.ts'
import {
  disposeReceivedList,
  listReceivedLists,
  registerReceivedList,
} from '../../src/operation/received-data/contract.ts'
import {
  beginUploadScan,
  endUploads,
  listScanFiles,
  readScan,
  uploadScanFile,
} from '../../src/planning/inventory/contract.ts'
import { foundRealOrganisation, type RealOrganisation, today } from '../harness/real-organisation.ts'
import { type RealWeb, startRealWeb } from '../harness/real-web.ts'
import { useTestDatabase } from '../harness/test-database.ts'

const db = useTestDatabase()
const LIST = `氏名,電話番号\n${Array.from({ length: 30 }, (_, i) => `佐藤 太郎,090-0000-${1000 + i}\n`).join('')}`
let web: RealWeb
let house: RealOrganisation
let worker: Worker

beforeAll(async () => {
  web = await startRealWeb(db)
  house = await foundRealOrganisation(web.url, web.parts.secrets.setupCode)
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const jobs = allJobs(web.parts).jobs.filter(({ name }) => /^(received-data|inventory)\./.test(name))
  worker = await startWorker({ database: db.database, jobs, log })
})
afterAll(async () => {
  await worker.stop({ timeoutSeconds: 5 })
  await web.close()
})

/** As the page sends it: the input, then the file. */
async function sendFile(endpoint: Endpoint, input: object, name: string, content: string | Uint8Array) {
  const form = new FormData()
  form.set('input', JSON.stringify(input))
  form.set('file', new Blob([content as BlobPart]), name)
  const { cookies } = house.officer.client
  const answer = await fetch(web.url + endpoint.path, {
    method: 'POST',
    headers: { 'x-sekisho': '1', cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
    body: form,
  })
  return (await answer.json()) as { id?: string; fileId?: string; refusal?: { code: string } }
}

test('受領した名簿は、画面から登録すると、作業係が照合用データにし、廃棄すると消える', async () => {
  const { client } = house.officer
  const input = { engagementId: house.engagementId, name: '会員名簿', receivedOn: today() }
  expect(
    (await sendFile(registerReceivedList, { ...input, receivedOn: '2999-01-01' }, 'a.csv', LIST)).refusal?.code,
  ).toBe('day_in_future')
  await expect(db.asOwner(`select 1 from vault_file where kind = 'received-list'`)).resolves.toEqual([])
  const { id } = await sendFile(registerReceivedList, input, '会員.csv', LIST)
  const line = async () => (await client.call(listReceivedLists, {})).items.find((one) => one.id === id)!
  await expect.poll(async () => (await line()).state, { timeout: 120_000 }).toBe('registered')
  expect(await line()).toMatchObject({ partyName: '見本のお客様', personCount: 30 })
  await client.call(disposeReceivedList, { listId: id!, version: (await line()).version })
  expect((await line()).state).toBe('disposed')
  const keys = await db.asOwner(
    `select f.kind from vault_file f join file_key k on k.id = f.id where f.kind in ('received-list', 'print-segment')`,
  )
  expect(keys).toEqual([])
})

test('個人情報スキャンにファイルを渡すと、作業係が調べ、結果は件数だけになる', async () => {
  const { client } = house.officer
  const { scanId } = await client.call(beginUploadScan, {})
  await sendFile(uploadScanFile, { scanId }, '会員.csv', LIST)
  await sendFile(uploadScanFile, { scanId }, 'note.txt', '会議は午後からです。\n')
  await client.call(endUploads, { scanId })
  await expect.poll(async () => (await client.call(readScan, { scanId })).state, { timeout: 120_000 }).toBe('done')
  const { items } = await client.call(listScanFiles, { scanId })
  expect(items.map(({ path, status, persons }) => [path, status, persons.best])).toEqual([
    ['会員.csv', 'found', 30],
    ['note.txt', 'clean', 0],
  ])
  expect(JSON.stringify(items)).not.toContain('太郎')
  // The author of mail has no business here.
  expect((await house.author.client.send(listScanFiles, { scanId })).status).toBe(403)
})
