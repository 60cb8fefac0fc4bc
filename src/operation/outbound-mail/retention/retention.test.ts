import { randomInt } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../../base/refusal.ts'
import { keepNotesIn } from '../../../kernel/gates/index.ts'
import { sweepErased } from '../../../kernel/vault/index.ts'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { frozenMails, heldMails } from '../views/mail-lines.ts'
import { mailView } from '../views/mail-view.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { changeRetention } from '../operations/change-retention.ts'
import { expireMails } from '../operations/expire-mails.ts'
import { freezeAfterRestore } from '../operations/freeze-after-restore.ts'
import { freezeMail } from '../operations/freeze-mail.ts'
import { liftFreeze } from '../operations/lift-freeze.ts'
import { purgeMails } from '../operations/purge-mails.ts'
import { takeAttachment } from '../operations/take-attachment.ts'
import { withdrawMail } from '../operations/withdraw-mail.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { mailById, readingOf, recipientsOf } from '../store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
const DAY_MS = 86_400_000

beforeAll(async () => {
  house = await buildMailHouse(db, true)
  room = await openMailRoom(db)
  keepNotesIn(room.vault)
  port = (await room.front()).port
})
afterEach(() => db.setClock(undefined))
afterAll(async () => {
  keepNotesIn(undefined)
  await room.close()
})

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const purge = () => purgeMails(db.database, house.orgId, room)
const later = (days: number) => db.setClock(new Date(new Date().getTime() + days * DAY_MS))
const office = () => house.actor('office')
const page = { size: 50, onlyWithoutAuthor: false }

async function heldMail(recipient = 'a@pref-x.example'): Promise<string> {
  const from = house.addresses.author
  const to = [recipient]
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
  await room.work.readHeldMail(house.orgId, mailId)
  return mailId
}

async function withdrawnMail(): Promise<string> {
  const mailId = await heldMail()
  await inHouse((tx) => withdrawMail(tx, house.actor('author'), { mailId }))
  return mailId
}

/** To our own people: nothing holds it. */
async function insideMail(): Promise<string> {
  const from = house.addresses.author
  const to = [house.addresses.chief]
  return submit(port, { from, to, raw: mailWithList(from, to) })
}

async function releasedMail(): Promise<string> {
  const mailId = await insideMail()
  await room.work.deliverMail(house.orgId, mailId)
  expect((await inHouse((tx) => mailById(tx, mailId))).custody).toBe('released')
  return mailId
}

/** Checked and approved: only the cool-down is left. */
const pass = (mailId: string) =>
  passMail({ house, room, inOrganisation: (orgId, work) => db.inOrganisation(orgId, work) }, mailId)

const contentOf = (mailId: string) =>
  inHouse(async (tx) => room.vault.read(tx, (await mailById(tx, mailId)).file_id)).then(
    () => 'whole',
    (cause: Refusal) => cause.code,
  )

test('保存期間: the content goes after 90 days, the record after 10 years; hash, size, class and dates stay', async () => {
  const [released, withdrawn] = [await releasedMail(), await withdrawnMail()]
  await later(89)
  expect(await purge()).toEqual({ contents: 0, records: 0 })
  await later(91)
  expect(await purge()).toEqual({ contents: 2, records: 0 })
  expect(await purge()).toEqual({ contents: 0, records: 0 })
  for (const mailId of [released, withdrawn]) expect(await contentOf(mailId)).toBe('content_erased')
  const view = await inHouse((tx) => mailView(tx, house.actor('author'), withdrawn))
  expect(view).toMatchObject({
    subjectLine: '名簿',
    reading: { textPreview: '' },
    contentErasedAt: expect.any(String) as string,
  })
  expect(view.recipients[0]).toMatchObject({ address: 'a@pref-x.example' })
  await expect(
    inHouse((tx) => takeAttachment(tx, room.vault, house.actor('author'), { mailId: withdrawn, number: 1 })),
  ).rejects.toThrow(new Refusal('content_erased'))
  expect(await sweepErased(db.database, room.vault.folder, house.orgId)).toBeGreaterThanOrEqual(2)

  const before = await inHouse((tx) => mailById(tx, withdrawn))
  await later(365 * 10 - 5)
  expect((await purge()).records).toBe(0)
  await later(365 * 10 + 5)
  expect((await purge()).records).toBe(2)
  const after = await inHouse((tx) => mailById(tx, withdrawn))
  expect(after).toMatchObject({
    custody: 'purged',
    subject_line: '',
    envelope_sender: '',
    header_from: '',
    message_id: '',
  })
  for (const kept of ['sha256', 'byte_count', 'mail_class', 'received_at', 'closed_at', 'author_id'] as const)
    expect(after[kept]).toEqual(before[kept])
  expect((await inHouse((tx) => recipientsOf(tx, withdrawn))).map(({ address }) => address)).toEqual([''])
  expect(await inHouse((tx) => readingOf(tx, withdrawn))).toBeUndefined()
  // The texts of its gate went with it: what is left are commitments.
  const erased = await inHouse((tx) =>
    tx
      .selectFrom('event')
      .where('subject_id', '=', withdrawn)
      .where('type', 'in', ['gate.erased', 'outbound_mail.purged'])
      .select('type')
      .execute(),
  )
  expect(erased.map(({ type }) => type).sort()).toEqual(['gate.erased', 'outbound_mail.purged'])
})

test('凍結: a frozen mail outlives its retention, the database itself refuses, and the next night after lifting takes it', async () => {
  const mailId = await releasedMail()
  await inHouse((tx) => freezeMail(tx, office(), { mailId, cause: 'lawsuit', reason: '見本の訴訟' }))
  await later(4000)
  expect(await purge()).toEqual({ contents: 0, records: 0 })
  expect(await contentOf(mailId)).toBe('whole')
  await expect(
    db.asOwner(`update outbound_mail set content_erased_at = now() where id = $1`, [mailId]),
  ).rejects.toThrow(/frozen, and not to be erased/)
  const seen = await inHouse((tx) => mailView(tx, office(), mailId))
  expect(seen.freeze).toMatchObject({
    cause: 'lawsuit',
    reason: '見本の訴訟',
    frozenByName: '試験 office',
    wasHeld: false,
  })
  const byAuthor = await inHouse((tx) => mailView(tx, house.actor('author'), mailId))
  expect(byAuthor.freeze).toEqual({ cause: 'lawsuit', frozenAt: seen.freeze!.frozenAt, wasHeld: false })
  await expect(
    inHouse((tx) => freezeMail(tx, office(), { mailId, cause: 'lawsuit', reason: '二度目' })),
  ).rejects.toThrow(new Refusal('mail_frozen'))
  await inHouse((tx) => liftFreeze(tx, office(), { mailId, reason: '見本の訴訟の終結' }))
  expect(await purge()).toEqual({ contents: 1, records: 1 })
  await expect(inHouse((tx) => liftFreeze(tx, office(), { mailId, reason: '無い' }))).rejects.toThrow(
    new Refusal('mail_not_frozen'),
  )
})

test('凍結: a held mail neither leaves nor expires while it is frozen, and is held again afterwards', async () => {
  const mailId = await heldMail()
  await expect(
    inHouse((tx) => freezeMail(tx, house.actor('author'), { mailId, cause: 'investigation', reason: '本人' })),
  ).rejects.toThrow(new Refusal('not_allowed'))
  await inHouse((tx) => freezeMail(tx, office(), { mailId, cause: 'investigation', reason: '見本の調査' }))
  const listed = await inHouse((tx) => frozenMails(tx, page))
  expect(listed.items.map(({ id, custody }) => [id, custody])).toEqual([[mailId, 'frozen']])
  expect((await inHouse((tx) => heldMails(tx, page))).items.map(({ id }) => id)).not.toContain(mailId)
  await expect(inHouse((tx) => withdrawMail(tx, house.actor('author'), { mailId }))).rejects.toThrow(
    new Refusal('mail_not_held'),
  )
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_held')
  await later(30)
  await expireMails(db.database, house.orgId, room.equipment)
  expect((await inHouse((tx) => mailById(tx, mailId))).custody).toBe('frozen')
  await inHouse((tx) => liftFreeze(tx, office(), { mailId, reason: '調査の終わり' }))
  expect((await inHouse((tx) => mailById(tx, mailId))).custody).toBe('held')
  // Its time went on: it goes back to its sender, and never out.
  await expireMails(db.database, house.orgId, room.equipment)
  expect((await inHouse((tx) => mailById(tx, mailId))).custody).toBe('expired')
})

test('復元のあと: a mail goes on from where it was once its freeze is lifted, or ends without leaving', async () => {
  const [approved, dropped, inside] = [
    await heldMail('fukkyu@pref-x.example'),
    await heldMail('torisage@pref-x.example'),
    await insideMail(),
  ]
  for (const mailId of [approved, dropped]) await pass(mailId)
  expect(await inHouse((tx) => freezeAfterRestore(tx))).toBeGreaterThanOrEqual(3)
  const cause = (mailId: string) => inHouse((tx) => mailById(tx, mailId)).then(({ custody }) => custody)

  // Whoever knows that it was withdrawn since the backup says so again, and it is on no list of frozen mail any more.
  await expect(inHouse((tx) => withdrawMail(tx, house.actor('chief'), { mailId: dropped }))).rejects.toThrow(
    new Refusal('not_allowed'),
  )
  await inHouse((tx) => withdrawMail(tx, office(), { mailId: dropped }))
  expect(await cause(dropped)).toBe('withdrawn')
  expect((await inHouse((tx) => frozenMails(tx, page))).items.map(({ id }) => id)).not.toContain(dropped)

  for (const mailId of [approved, inside]) await inHouse((tx) => liftFreeze(tx, office(), { mailId, reason: '未送信' }))
  expect([await cause(approved), await cause(inside)]).toEqual(['held', 'releasing'])
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  const left = await inHouse((tx) => mailsLeftBehind(tx))
  expect(left.toRelease).toContain(approved)
  expect(left.toDeliver).toContain(inside)
  expect(await room.work.releaseMail(house.orgId, approved)).toBe('released')
  for (const mailId of [approved, inside]) expect(await room.work.deliverMail(house.orgId, mailId)).toBe('attempted')
  expect([await cause(approved), await cause(inside)]).toEqual(['released', 'released'])
})

test('復元のあと: a mail of which only our own people were still to be reached ends as released', async () => {
  const from = house.addresses.author
  const to = ['owari@pref-x.example', house.addresses.chief]
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
  await pass(mailId)
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  // As the backup has it: those outside were reached, ours was put off.
  const now = new Date()
  for (const [isOutside, as] of [
    [true, { delivery: 'delivered', settled_at: now, next_try_at: null }],
    [false, { delivery: 'deferred', next_try_at: now }],
  ] as const)
    await inHouse((tx) =>
      tx
        .updateTable('outbound_mail_recipient')
        .set(as)
        .where('mail_id', '=', mailId)
        .where('is_outside', '=', isOutside)
        .execute(),
    )
  await inHouse((tx) => freezeAfterRestore(tx))
  await inHouse((tx) => liftFreeze(tx, office(), { mailId, reason: '未送信' }))
  expect(await room.work.deliverMail(house.orgId, mailId)).toBe('attempted')
  expect((await inHouse((tx) => mailById(tx, mailId))).custody).toBe('released')
})

test('a mail that is still being delivered, or held, is never touched, however old it is', async () => {
  const [held, leaving] = [await heldMail(), await releasedMail()]
  // As after days of a relay that answers 4xx: custody says released by a fault of the program, one recipient is still out.
  await db.asOwner(`alter table outbound_mail_recipient disable trigger delivery`)
  await db.asOwner(
    `update outbound_mail_recipient set delivery = 'deferred', next_try_at = now(), settled_at = null where mail_id = $1`,
    [leaving],
  )
  await db.asOwner(`alter table outbound_mail_recipient enable trigger delivery`)
  await later(4000)
  await purge()
  for (const mailId of [held, leaving]) expect(await contentOf(mailId)).toBe('whole')
})

test('設定: a shorter time holds from the next night on; a stale version is refused', async () => {
  const mailId = await releasedMail()
  await later(8)
  expect((await purge()).contents).toBe(0)
  await inHouse((tx) => changeRetention(tx, office(), { contentDays: 7, recordYears: 10, version: 0 }))
  await expect(
    inHouse((tx) => changeRetention(tx, office(), { contentDays: 7, recordYears: 10, version: 0 })),
  ).rejects.toThrow(new Refusal('stale_version'))
  expect((await purge()).contents).toBe(1)
  expect(await contentOf(mailId)).toBe('content_erased')
})

test('killed in the middle: each mail is whole or erased, and the next run goes on', async () => {
  const mails: string[] = []
  for (let n = 0; n < 6; n++) mails.push(await withdrawnMail())
  await later(100)
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      fileURLToPath(new URL('../../../../test/harness/children/purging-mails.ts', import.meta.url)),
      db.appUrl,
      house.orgId,
      dirname(dirname(room.vault.folder.pathOf(mails[0]!))),
      room.vault.keyring.file,
      String(1 + randomInt(mails.length - 1)),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const states = new Set<string>()
  for (const mailId of mails) {
    const row = await inHouse((tx) => mailById(tx, mailId))
    const state = `${row.content_erased_at === null ? 'whole' : 'erased'} ${await contentOf(mailId)}`
    states.add(state)
    const noted = await inHouse((tx) => tx.selectFrom('erasure').where('subject_id', '=', mailId).selectAll().execute())
    expect(noted.length).toBe(row.content_erased_at === null ? 0 : 1)
  }
  for (const state of states) expect(['whole whole', 'erased content_erased']).toContain(state)
  expect(states, 'the one in the middle was not erased').toContain('whole whole')
  await purge()
  for (const mailId of mails) expect(await contentOf(mailId)).toBe('content_erased')
})
