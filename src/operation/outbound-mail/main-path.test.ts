import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { gatePanel } from '../../kernel/gates/index.ts'
import { outboundMailGate } from './gate.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  onRoster,
  openMailRoom,
  submit,
} from './mail-house.fixture.ts'
import { approveMail } from './operations/approve-mail.ts'
import { dropRecipient } from './operations/drop-recipient.ts'
import { nameAuthor } from './operations/name-author.ts'
import { nameEngagement } from './operations/name-engagement.ts'
import { selfCheckMail } from './operations/self-check-mail.ts'
import { sendBackMail } from './operations/send-back-mail.ts'
import { withdrawMail } from './operations/withdraw-mail.ts'
import { mailById, recipientsOf } from './store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number

beforeAll(async () => {
  house = await buildMailHouse(db, true)
  room = await openMailRoom(db)
  port = (await room.front()).port
})
afterAll(() => room.close())

const panel = (mailId: string) => db.inOrganisation(house.orgId, (tx) => gatePanel(tx, outboundMailGate, mailId))
const mailOf = (mailId: string) => db.inOrganisation(house.orgId, (tx) => mailById(tx, mailId))
const recipients = (mailId: string) => db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, mailId))
const state = async (mailId: string, check: string) =>
  (await panel(mailId)).stations.find((station) => station.check === check)

/** Sends, and lets the machine read. */
async function held(to: readonly string[], from = house.addresses.author, more: readonly string[] = []) {
  const raw = mailWithList(from, to, more)
  const mailId = await submit(port, { from, to, raw })
  await room.work.readHeldMail(house.orgId, mailId)
  return { mailId, raw }
}

async function ticked(mailId: string) {
  const { revisionHash, stations } = await panel(mailId)
  const findingIds = stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
  return { mailId, revisionHash, findingIds, secondsInView: 5 }
}
const selfCheck = async (mailId: string, who: keyof MailHouse['people'] = 'author') => {
  const input = await ticked(mailId)
  await db.inOrganisation(house.orgId, (tx) => selfCheckMail(tx, house.actor(who), input))
}
const approve = async (mailId: string, who: keyof MailHouse['people'] = 'chief', check = 'approval') => {
  const input = { ...(await ticked(mailId)), check }
  await db.inOrganisation(house.orgId, (tx) => approveMail(tx, house.actor(who), input))
}
async function afterCoolDown<T>(work: () => Promise<T>): Promise<T> {
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  try {
    return await work()
  } finally {
    await db.setClock(undefined)
  }
}

test('本線: 保留 → 自己確認 → 上長承認 → 猶予 → 送信、1バイトも変わらない', async () => {
  const { mailId, raw } = await held(['yamada@pref-x.example', `naibu@${house.domain}`])
  expect(await mailOf(mailId)).toMatchObject({
    custody: 'held',
    mail_class: 'engagement',
    engagement_id: house.prefX,
    author_id: house.people.author,
  })
  expect((await recipients(mailId)).map((one) => [one.is_outside, one.delivery])).toEqual([
    [true, 'held'],
    [false, 'queued'],
  ])
  expect((await state(mailId, 'content'))?.findings).toMatchObject([{ rule: 'attachment-not-opened' }])
  await selfCheck(mailId)
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
  await approve(mailId)
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open') // the cool-down
  await afterCoolDown(async () => {
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
    expect(await room.work.deliverMail(house.orgId, mailId)).toBe('attempted')
  })
  expect((await recipients(mailId)).map((one) => one.delivery)).toEqual(['delivered', 'delivered'])
  expect((await mailOf(mailId)).custody).toBe('released')
  expect((await panel(mailId)).bar).toBe('passed')

  const kept = await db.inOrganisation(house.orgId, async (tx) => {
    const message = await tx
      .selectFrom('outside_mailbox_message')
      .where('mail_id', '=', mailId)
      .selectAll()
      .executeTakeFirstOrThrow()
    return buffer(await room.vault.read(tx, message.file_id))
  })
  const received = /^Received: [^\r]+\r\n(?:[ \t][^\r]*\r\n)*/.exec(kept.toString('latin1'))![0]
  expect(kept.subarray(received.length).equals(raw)).toBe(true)
  expect(received.match(/^Received:/gm)).toHaveLength(1)
  expect((await mailOf(mailId)).sha256).toBe(createHash('sha256').update(raw).digest('hex'))
})

test('ケースA: 従事者一覧にない人が、X県の名簿をY市とA社へ送ると、止まる', async () => {
  const { mailId } = await held(['tanto@city-y.example', 'info@a-sha.example'], house.addresses.fWorker)
  const { stations, bar } = await panel(mailId)
  expect(bar).toBe('down')
  const stopped = stations.filter((station) => station.state === 'stopped')
  expect(stopped.map(({ check }) => check)).toEqual(['sender-on-roster', 'recipients-in-engagement'])
  expect(stopped[0]!.findings.map(({ rule }) => rule)).toEqual(['engagement-not-named', 'author-never-listed'])
  expect(stopped[1]!.findings).toContainEqual(
    expect.objectContaining({
      rule: 'recipient-party-outside-engagement',
      facts: { engagement: 'Y市 庁内端末更改', domain: 'a-sha.example' },
    }),
  )
  // X県's engagement cannot be chosen: its roster does not list the author.
  const revisionHash = (await panel(mailId)).revisionHash
  const choose = db.inOrganisation(house.orgId, (tx) =>
    nameEngagement(tx, house.actor('fWorker'), {
      mailId,
      revisionHash,
      engagementId: house.prefX,
      purpose: '端末の設定',
    }),
  )
  await expect(choose).rejects.toMatchObject({ code: 'not_found' })
  // Nor does naming it in the mail help: then every recipient is another's.
  const header = `X-Sekisho-Engagement: =?UTF-8?B?${Buffer.from('X県 教職員用パソコン更改').toString('base64')}?=`
  const again = await held(['tanto@city-y.example', 'info@a-sha.example'], house.addresses.fWorker, [header])
  const named = (await panel(again.mailId)).stations.filter((station) => station.state === 'stopped')
  expect(named.map(({ check }) => check)).toEqual(['sender-on-roster', 'recipients-in-engagement', 'no-other-client'])
  await expect(selfCheck(again.mailId, 'fWorker')).rejects.toMatchObject({ code: 'check_not_ready' })
  for (const id of [mailId, again.mailId]) expect(await room.work.releaseMail(house.orgId, id)).toBe('not_open')
})

test('自分のメールは承認できない: the rule refuses, and so does the database', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  await selfCheck(mailId)
  await expect(approve(mailId, 'author')).rejects.toMatchObject({ code: 'same_person' })
  await expect(approve(mailId, 'office')).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(approve(mailId, 'stranger')).rejects.toMatchObject({ code: 'not_found' })
  const released = db.inOrganisation(house.orgId, (tx) =>
    tx.updateTable('outbound_mail_recipient').set({ delivery: 'queued' }).where('mail_id', '=', mailId).execute(),
  )
  await expect(released).rejects.toThrow(/outside_needs_permit/)
})

test('自己確認は承認の口からは通らない: engagement and purpose are looked at by the self-check alone', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  await expect(approve(mailId, 'author', 'self-check')).rejects.toMatchObject({ code: 'not_allowed' })
  const sentBack = async (check: string) => {
    const input = { ...(await ticked(mailId)), check, comment: '試験' }
    return db.inOrganisation(house.orgId, (tx) => sendBackMail(tx, house.actor('author'), input))
  }
  await expect(sentBack('self-check')).rejects.toMatchObject({ code: 'not_allowed' })
  expect((await state(mailId, 'self-check'))?.state).toBe('waiting')
})

test('所見は一つずつ確認しないと通せない', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  const input = { ...(await ticked(mailId)), findingIds: [] }
  await expect(
    db.inOrganisation(house.orgId, (tx) => selfCheckMail(tx, house.actor('author'), input)),
  ).rejects.toMatchObject({ code: 'findings_not_ticked' })
})

test('案件を変えると版が変わり、決定は無効になる', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  await selfCheck(mailId)
  const before = await panel(mailId)
  const input = { mailId, revisionHash: before.revisionHash, engagementId: house.prefX, purpose: '別の目的' }
  await db.inOrganisation(house.orgId, (tx) => nameEngagement(tx, house.actor('author'), input))
  const after = await panel(mailId)
  expect(after.revisionHash).not.toBe(before.revisionHash)
  expect(after.stations.find(({ check }) => check === 'self-check')?.state).toBe('waiting')
  const stale = { mailId, revisionHash: before.revisionHash, findingIds: [], secondsInView: 1 }
  await expect(
    db.inOrganisation(house.orgId, (tx) => selfCheckMail(tx, house.actor('author'), stale)),
  ).rejects.toMatchObject({ code: 'stale_revision' })
})

test('一般業務: no roster is asked, but an unopened attachment calls the privacy office', async () => {
  const { mailId } = await held(['info@a-sha.example'])
  const { revisionHash } = await panel(mailId)
  await db.inOrganisation(house.orgId, (tx) =>
    nameEngagement(tx, house.actor('author'), { mailId, revisionHash, purpose: '日程の調整' }),
  )
  expect((await state(mailId, 'content'))?.verdict).toBe('unread')
  await selfCheck(mailId)
  await approve(mailId)
  expect(await afterCoolDown(() => room.work.releaseMail(house.orgId, mailId))).toBe('not_open')
  await approve(mailId, 'office', 'also-privacy-office')
  expect(await afterCoolDown(() => room.work.releaseMail(house.orgId, mailId))).toBe('released')
})

test('宛先を外すと新しい版になり、残りだけが送られる', async () => {
  const { mailId } = await held(['yamada@pref-x.example', 'tanto@city-y.example'])
  const first = await panel(mailId)
  const wrong = (await recipients(mailId)).find((one) => one.address === 'tanto@city-y.example')!
  const drop = (revisionHash: string, recipientId: string) =>
    db.inOrganisation(house.orgId, (tx) =>
      dropRecipient(tx, house.actor('author'), { mailId, revisionHash, recipientId }),
    )
  await drop(first.revisionHash, wrong.id)
  const after = await panel(mailId)
  const last = (await recipients(mailId)).find((one) => one.delivery === 'held')!
  await expect(drop(after.revisionHash, last.id)).rejects.toMatchObject({ code: 'last_recipient' })
  await db.inOrganisation(house.orgId, (tx) =>
    nameEngagement(tx, house.actor('author'), {
      mailId,
      revisionHash: after.revisionHash,
      engagementId: house.prefX,
      purpose: '端末の設定',
    }),
  )
  await selfCheck(mailId)
  await approve(mailId)
  await afterCoolDown(async () => {
    await room.work.releaseMail(house.orgId, mailId)
    await room.work.deliverMail(house.orgId, mailId)
  })
  expect((await recipients(mailId)).map((one) => one.delivery)).toEqual(['delivered', 'removed'])
})

test('差戻しと取下げ: nothing leaves, and nothing brings it back', async () => {
  const [back, taken] = [await held(['yamada@pref-x.example']), await held(['yamada@pref-x.example'])]
  await selfCheck(back.mailId)
  const { revisionHash } = await panel(back.mailId)
  await db.inOrganisation(house.orgId, (tx) =>
    sendBackMail(tx, house.actor('chief'), {
      mailId: back.mailId,
      revisionHash,
      check: 'approval',
      comment: '宛先違い',
    }),
  )
  expect((await mailOf(back.mailId)).custody).toBe('sent_back')
  await expect(
    db.inOrganisation(house.orgId, (tx) => withdrawMail(tx, house.actor('chief'), { mailId: taken.mailId })),
  ).rejects.toMatchObject({ code: 'not_allowed' })
  await db.inOrganisation(house.orgId, (tx) => withdrawMail(tx, house.actor('author'), { mailId: taken.mailId }))
  for (const { mailId } of [back, taken]) {
    expect((await recipients(mailId)).map((one) => one.delivery)).toEqual(['cancelled'])
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_held')
    await expect(
      db.inOrganisation(house.orgId, (tx) =>
        tx.updateTable('outbound_mail').set({ custody: 'held' }).where('id', '=', mailId).execute(),
      ),
    ).rejects.toThrow(/never becomes/)
  }
})

test('期限切れ: given back with one report, never sent', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  await selfCheck(mailId)
  await approve(mailId)
  await db.setClock(new Date(Date.now() + 14 * 24 * 60 * 60_000))
  try {
    expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
    await room.work.expireMails(house.orgId)
  } finally {
    await db.setClock(undefined)
  }
  expect(await mailOf(mailId)).toMatchObject({ custody: 'expired' })
  expect((await recipients(mailId)).map((one) => one.delivery)).toEqual(['cancelled'])
  const reports = await db.inOrganisation(house.orgId, (tx) =>
    tx
      .selectFrom('outbound_mail as m')
      .innerJoin('outbound_mail_recipient as r', 'r.mail_id', 'm.id')
      .where('m.mail_class', '=', 'own_notice')
      .where('r.address', '=', house.addresses.author)
      .select(['m.envelope_sender', 'r.is_outside'])
      .execute(),
  )
  expect(reports.length).toBeGreaterThan(0)
  expect(reports[0]).toEqual({ envelope_sender: '', is_outside: false })
})

test('送信の直前にも確かめる: who has left the roster meanwhile stops the mail', async () => {
  await db.inOrganisation(house.orgId, (tx) => onRoster(tx, house.prefX, house.people.stranger))
  const { mailId } = await held(['yamada@pref-x.example'], house.addresses.stranger)
  await selfCheck(mailId, 'stranger')
  await approve(mailId)
  await db.inOrganisation(house.orgId, (tx) =>
    tx
      .updateTable('roster_entry')
      .set({ until_on: '2020-05-01' })
      .where('person_id', '=', house.people.stranger)
      .execute(),
  )
  expect(await afterCoolDown(() => room.work.releaseMail(house.orgId, mailId))).toBe('not_open')
  expect((await state(mailId, 'sender-on-roster'))?.state).toBe('stopped')
})

test('同時に2回送信しても、許可は1つ、送信は1回', async () => {
  const { mailId } = await held(['yamada@pref-x.example'])
  await selfCheck(mailId)
  await approve(mailId)
  await afterCoolDown(async () => {
    const results = await Promise.all([1, 2, 3].map(() => room.work.releaseMail(house.orgId, mailId)))
    expect(results.filter((one) => one === 'released')).toHaveLength(1)
    await Promise.all([1, 2, 3].map(() => room.work.deliverMail(house.orgId, mailId)))
  })
  const messages = await db.inOrganisation(house.orgId, (tx) =>
    tx.selectFrom('outside_mailbox_message').where('mail_id', '=', mailId).select('id').execute(),
  )
  expect(messages).toHaveLength(1)
})

test('起案者が分からないメールは保留され、事務局だけが見て、起案者を指定する', async () => {
  const from = `kyoyu@${house.domain}`
  const { mailId } = await held(['yamada@pref-x.example'], from)
  expect(await mailOf(mailId)).toMatchObject({ custody: 'held', author_id: null, author_problem: 'not_a_person' })
  await expect(panel(mailId)).rejects.toMatchObject({ code: 'not_found' })
  const name = (who: keyof MailHouse['people']) =>
    db.inOrganisation(house.orgId, (tx) => nameAuthor(tx, house.actor(who), { mailId, personId: house.people.author }))
  await expect(name('chief')).rejects.toMatchObject({ code: 'not_allowed' })
  await name('office')
  await selfCheck(mailId)
  expect((await state(mailId, 'approval'))?.state).toBe('waiting')
})

test('委託先の人のメールは、委託先の上長と自社の両方が承認する', async () => {
  await db.inOrganisation(house.orgId, (tx) => onRoster(tx, house.prefX, house.people.fWorker))
  const { mailId } = await held(['yamada@pref-x.example'], house.addresses.fWorker)
  await selfCheck(mailId, 'fWorker')
  await approve(mailId, 'fChief')
  expect(await afterCoolDown(() => room.work.releaseMail(house.orgId, mailId))).toBe('not_open')
  await expect(approve(mailId, 'fChief', 'entruster-approval')).rejects.toMatchObject({ code: 'same_person' })
  const asked = (await state(mailId, 'entruster-approval'))!.people.length
  expect(asked).toBeGreaterThan(0)
})

test('同じメールがもう一度届いたら、確認は1つ、行は2つ', async () => {
  const raw = mailWithList(house.addresses.author, ['yamada@pref-x.example'])
  const mail = { from: house.addresses.author, to: ['yamada@pref-x.example'], raw }
  const [first, second] = [await submit(port, mail), await submit(port, mail)]
  expect(await mailOf(second)).toMatchObject({ duplicate_of_id: first, custody: 'withdrawn' })
  expect((await recipients(second)).map((one) => one.delivery)).toEqual(['cancelled'])
  const other = await submit(port, { ...mail, to: ['suzuki@pref-x.example'] })
  expect((await mailOf(other)).duplicate_of_id).toBeNull()
})

test('登録済みの自動送信: leaves by the machine checks alone, within its limit', async () => {
  const address = `juchu@${house.domain}`
  await db.inOrganisation(house.orgId, (tx) =>
    tx
      .insertInto('system_sender')
      .values({
        id: house.prefX,
        address,
        owner_id: house.people.chief,
        mail_kind: '受注確認メール',
        daily_recipient_limit: 1,
      })
      .execute(),
  )
  const text = (n: number) =>
    Buffer.from(`From: <${address}>\r\nTo: <a@b.example>\r\nMessage-ID: <${n}@x>\r\n\r\n受注しました\r\n`)
  const send = async (n: number) => {
    const mailId = await submit(port, { from: address, to: ['a@b.example'], raw: text(n) })
    await room.work.readHeldMail(house.orgId, mailId)
    return room.work.releaseMail(house.orgId, mailId)
  }
  expect(await send(1)).toBe('released')
  expect(await send(2)).toBe('not_open')
})
