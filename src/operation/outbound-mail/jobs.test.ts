import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { startWorker, type Worker } from '../../kernel/jobs/index.ts'
import { outboundMailJobs, outboundMailSchedules } from './jobs.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  silent,
  submit,
} from './mail-house.fixture.ts'
import { mailView } from './views/mail-view.ts'
import { approveMail } from './operations/approve-mail.ts'
import { changeMailPolicy } from './operations/change-mail-policy.ts'
import { selfCheckMail } from './operations/self-check-mail.ts'
import { mailById } from './store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let worker: Worker

beforeAll(async () => {
  house = await buildMailHouse(db, true)
  room = await openMailRoom(db)
  worker = await startWorker({
    database: db.database,
    jobs: outboundMailJobs,
    schedules: outboundMailSchedules,
    log: silent,
  })
})
afterAll(async () => {
  await worker.stop({ timeoutSeconds: 5 })
  await room.close()
})

test('仕事はすべて自動で進む: from 250 to the outside mailbox, with nobody but the two persons', async () => {
  const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
  await inHouse((tx) =>
    changeMailPolicy(tx, house.actor('office'), {
      coolDownSeconds: 0,
      expiresAfterBusinessDays: 3,
      unopenedAttachments: 'people_look',
      approvalCount: 1,
      reminderAfterMinutes: 120,
      escalationAfterMinutes: 240,
      version: 0,
    }),
  )
  const from = house.addresses.author
  const { port } = await room.front()
  const mailId = await submit(port, { from, to: ['a@pref-x.example'], raw: mailWithList(from, ['a@pref-x.example']) })
  const waiting = async (who: 'author' | 'chief') =>
    (await inHouse((tx) => mailView(tx, house.actor(who), mailId))).waitingCheck
  const decided = async (who: 'author' | 'chief') => {
    const { panel } = await inHouse((tx) => mailView(tx, house.actor(who), mailId))
    const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    return { mailId, revisionHash: panel!.revisionHash, findingIds, secondsInView: 3, check: 'approval' }
  }
  await expect.poll(() => waiting('author')).toBe('self-check')
  const checked = await decided('author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), checked))
  expect(await waiting('chief')).toBe('approval')
  const approved = await decided('chief')
  await inHouse((tx) => approveMail(tx, house.actor('chief'), approved))
  const custody = async () => (await inHouse((tx) => mailById(tx, mailId))).custody
  await expect.poll(custody).toBe('released')
  const kept = await inHouse((tx) => tx.selectFrom('outside_mailbox_message').select('mail_id').execute())
  expect(kept).toEqual([{ mail_id: mailId }])
})
