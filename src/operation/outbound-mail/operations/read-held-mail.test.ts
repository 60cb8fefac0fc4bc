import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { startWorker } from '../../../kernel/jobs/index.ts'
import { outboundMailJobs } from '../jobs.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  silent,
  submit,
} from '../mail-house.fixture.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { mailById, readingOf } from '../store.ts'
import { READ_ATTEMPTS } from './read-held-mail.ts'

const db = useTestDatabase()
const TO = 'a@pref-x.example'
let house: MailHouse
let room: MailRoom
let port: number

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
})
afterAll(() => room.close())

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const hold = () =>
  submit(port, { from: house.addresses.author, to: [TO], raw: mailWithList(house.addresses.author, [TO]) })

test('a mail over which its readers died is given up after some tries: held, unread, and asked of people', async () => {
  const mailId = await hold()
  await db.asOwner('update outbound_mail set read_attempt_count = $2 where id = $1', [mailId, READ_ATTEMPTS])
  await room.work.readHeldMail(house.orgId, mailId)
  expect(await inHouse((tx) => readingOf(tx, mailId))).toMatchObject({ unread: ['parser_failed'], attachments: [] })
  expect(await inHouse((tx) => mailById(tx, mailId))).toMatchObject({ custody: 'held' })
})

test('poison does not loop the worker: a damaged content is tried, given up, and those behind it are read', async () => {
  const poison = await hold()
  const { file_id: fileId } = await inHouse((tx) => mailById(tx, poison))
  await writeFile(room.vault.folder.pathOf(fileId), 'not what was put there')
  const behind = await hold()
  for (let n = 0; n < READ_ATTEMPTS; n++)
    await expect(room.work.readHeldMail(house.orgId, poison)).rejects.toMatchObject({ name: 'VaultDamage' })
  // The next try, by the worker's own job, ends it.
  const worker = await startWorker({ database: db.database, jobs: outboundMailJobs, schedules: [], log: silent })
  try {
    await expect
      .poll(() => inHouse(async (tx) => [await readingOf(tx, poison), await readingOf(tx, behind)]), {
        timeout: 30_000,
      })
      .toMatchObject([{ unread: ['parser_failed'] }, { unread: [] }])
  } finally {
    await worker.stop({ timeoutSeconds: 5 })
  }
  await db.setClock(new Date(Date.now() + 10 * 60_000))
  expect((await inHouse(mailsLeftBehind)).unread).not.toContain(poison)
  await db.setClock(undefined)
})
