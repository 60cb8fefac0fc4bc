import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { newId } from '../../../base/ids.ts'
import { addressOwner } from '../arriving/address-owner.ts'
import { MailLine, MailView, TimelineLine } from '../contract.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  onRoster,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { heldMails, mailsOf, mailsWaitingFor } from './mail-lines.ts'
import { mailView } from './mail-view.ts'
import { addInternalDomain } from '../operations/add-internal-domain.ts'
import { changeMailPolicy } from '../operations/change-mail-policy.ts'
import { nameEngagement } from '../operations/name-engagement.ts'
import { registerSystemSender } from '../operations/register-system-sender.ts'
import { selfCheckMail } from '../operations/self-check-mail.ts'
import { takeAttachment } from '../operations/take-attachment.ts'
import { withdrawMail } from '../operations/withdraw-mail.ts'
import { mailSettings, mailTimeline } from '../read-models.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let mailId: string

beforeAll(async () => {
  house = await buildMailHouse(db, true)
  room = await openMailRoom(db)
  const { port } = await room.front()
  const from = house.addresses.author
  const to = ['yamada@pref-x.example', 'bcc@pref-x.example']
  mailId = await submit(port, { from, to, raw: mailWithList(from, to.slice(0, 1)) })
  await room.work.readHeldMail(house.orgId, mailId)
})
afterAll(() => room.close())

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const page = { size: 50 }

test('本人・承認者・事務局だけが見られ、ほかの人には存在も分からない', async () => {
  const view = MailView.parse(await inHouse((tx) => mailView(tx, house.actor('author'), mailId)))
  expect(view).toMatchObject({
    standing: 'author',
    subjectLine: '名簿',
    waitingCheck: 'self-check',
    engagement: { name: 'X県 教職員用パソコン更改' },
    reading: { attachments: [{ number: 1, name: 'list.zip', declaredType: 'application/zip' }] },
  })
  expect(view.recipients.map(({ address, isShown }) => [address, isShown])).toEqual([
    ['yamada@pref-x.example', true],
    ['bcc@pref-x.example', false],
  ])
  expect(view.choices.map(({ isExplained }) => isExplained)).toEqual([true, false])
  expect((await inHouse((tx) => mailView(tx, house.actor('chief'), mailId))).standing).toBe('approver')
  expect((await inHouse((tx) => mailView(tx, house.actor('office'), mailId))).standing).toBe('privacy_office')
  // A vendor's own privacy office is not ours.
  await inHouse(async (tx) => {
    const { unit_id } = await tx
      .selectFrom('membership')
      .select('unit_id')
      .where('person_id', '=', house.people.fChief)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('membership')
      .values({ id: newId(), person_id: house.people.fChief, unit_id, role: 'privacy_office', from_on: '2020-04-01' })
      .execute()
  })
  for (const who of ['stranger', 'fWorker', 'fChief'] as const)
    await expect(inHouse((tx) => mailView(tx, house.actor(who), mailId))).rejects.toMatchObject({ code: 'not_found' })
})

test('a vendor’s worker who sits in our workplace is still asked about at their own company', async () => {
  const owner = await inHouse(async (tx) => {
    const units = await tx.selectFrom('unit').select(['id', 'kind']).execute()
    const ours = units.find(({ kind }) => kind === 'workplace')!
    await tx
      .insertInto('membership')
      .values({ id: newId(), person_id: house.people.fWorker, unit_id: ours.id, role: 'worker', from_on: '2020-04-01' })
      .execute()
    const found = await addressOwner(tx, house.addresses.fWorker, new Date())
    return units.find(({ id }) => id === found!.unitId)!.kind
  })
  expect(owner).toBe('party')
})

test('a vendor’s person is not told whose else the recipients are', async () => {
  const from = house.addresses.fWorker
  const { port } = await room.front()
  const to = ['a@city-y.example', 'b@f-sha.example']
  const sent = await submit(port, { from, to, raw: mailWithList(from, to) })
  await room.work.readHeldMail(house.orgId, sent)
  const namesFor = async (who: 'fWorker' | 'office') =>
    (await inHouse((tx) => mailView(tx, house.actor(who), sent))).recipients.map(({ partyNames }) => partyNames)
  expect(await namesFor('office')).toEqual([['Y市'], ['F社']])
  expect(await namesFor('fWorker')).toEqual([[], ['F社']])
  await inHouse((tx) => withdrawMail(tx, house.actor('fWorker'), { mailId: sent }))
})

test('委託先の人には、自分のものでない案件の名前は、指摘の中でも見えない。名指しもできない', async () => {
  const from = house.addresses.fWorker
  const { port } = await room.front()
  const sent = await submit(port, { from, to: ['c@city-y.example'], raw: mailWithList(from, ['c@city-y.example']) })
  await room.work.readHeldMail(house.orgId, sent)
  const findings = async (who: 'fWorker' | 'fChief' | 'office') =>
    JSON.stringify((await inHouse((tx) => mailView(tx, house.actor(who), sent))).panel!.stations)
  expect(await findings('office')).toContain('Y市 庁内端末更改')
  for (const who of ['fWorker', 'fChief'] as const) {
    expect(await findings(who)).not.toContain('Y市')
    expect(await findings(who), 'that something did not fit, and why, is told').toContain('author-never-listed')
  }
  const { revisionHash } = (await inHouse((tx) => mailView(tx, house.actor('fWorker'), sent))).panel!
  const name = (engagementId: string) =>
    inHouse((tx) =>
      nameEngagement(tx, house.actor('fWorker'), { mailId: sent, revisionHash, engagementId, purpose: 'x' }),
    )
  await expect(name(house.cityY)).rejects.toMatchObject({ code: 'not_found' })
  // Their company has a part in it and they have not: still nothing of theirs.
  const ofParty = { engagement_id: house.cityY, party_id: await partyOf('fWorker'), relation: 'vendor', tier: 1 }
  await inHouse((tx) =>
    tx
      .insertInto('engagement_party')
      .values({ id: newId(), ...ofParty })
      .execute(),
  )
  await expect(name(house.cityY)).rejects.toMatchObject({ code: 'not_found' })
  const header = await submit(port, {
    from,
    to: ['d@city-y.example'],
    raw: mailWithList(from, ['d@city-y.example'], [`X-Sekisho-Engagement: ${house.cityY}`]),
  })
  await room.work.readHeldMail(house.orgId, header)
  expect((await inHouse((tx) => mailView(tx, house.actor('fWorker'), header))).engagement).toBeUndefined()
  expect(await findings('fWorker')).not.toContain('Y市')
  expect(await findings('fChief')).toContain('Y市')
  await inHouse((tx) => onRoster(tx, house.cityY, house.people.fWorker))
  expect(await findings('fWorker')).toContain('Y市')
  await name(house.cityY)
  for (const mailId of [sent, header]) await inHouse((tx) => withdrawMail(tx, house.actor('fWorker'), { mailId }))
})

const partyOf = (who: 'fWorker') =>
  inHouse(async (tx) => {
    const row = await tx.selectFrom('person').select('party_id').where('id', '=', house.people[who]).executeTakeFirst()
    return row!.party_id!
  })

test('一覧: what waits for me, what I sent, and what is held', async () => {
  const waiting = await inHouse((tx) => mailsWaitingFor(tx, house.actor('author'), page))
  expect(waiting.items.map((line) => MailLine.parse(line))).toMatchObject([
    { id: mailId, waitingCheck: 'self-check', outsideCount: 2, attachmentCount: 1 },
  ])
  expect((await inHouse((tx) => mailsWaitingFor(tx, house.actor('chief'), page))).items).toEqual([])
  expect((await inHouse((tx) => mailsOf(tx, house.actor('author'), page))).items).toHaveLength(1)
  expect((await inHouse((tx) => mailsOf(tx, house.actor('chief'), page))).items).toEqual([])
  expect((await inHouse((tx) => heldMails(tx, { ...page, onlyWithoutAuthor: false }))).items).toHaveLength(1)
  expect((await inHouse((tx) => heldMails(tx, { ...page, onlyWithoutAuthor: true }))).items).toEqual([])
})

test('添付の取り出しと本文の閲覧は記録に残り、中身は記録に残らない', async () => {
  const download = await inHouse((tx) => takeAttachment(tx, room.vault, house.actor('chief'), { mailId, number: 1 }))
  expect(download).toMatchObject({ fileName: 'list.zip', mediaType: 'application/octet-stream', byteCount: 22 })
  expect((await buffer(download.content)).subarray(0, 2).toString()).toBe('PK')
  await expect(
    inHouse((tx) => takeAttachment(tx, room.vault, house.actor('stranger'), { mailId, number: 1 })),
  ).rejects.toMatchObject({ code: 'not_found' })
  const { items } = await inHouse((tx) => mailTimeline(tx, house.actor('author'), { ...page, mailId }))
  const lines = items.map((line) => TimelineLine.parse(line))
  const looks = lines.filter(({ type }) => type.endsWith('viewed')).map(({ type, actorName }) => [type, actorName])
  expect(looks).toContainEqual(['outbound_mail.attachment_viewed', '試験 chief'])
  // Two looks of one person within the hour are one.
  expect(looks.filter(([type, name]) => type === 'outbound_mail.viewed' && name === '試験 chief')).toHaveLength(1)
  const written = await db.asOwner<{ facts: unknown }>('select facts from event where org_id = $1', [house.orgId])
  expect(JSON.stringify(written)).not.toMatch(/@pref-x|list\.zip|名簿|tanaka/)
})

test('自己確認のあとは、承認者の一覧に並ぶ', async () => {
  const view = await inHouse((tx) => mailView(tx, house.actor('author'), mailId))
  const findingIds = view.panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
  const input = { mailId, revisionHash: view.panel!.revisionHash, findingIds, secondsInView: 4 }
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), input))
  for (const who of ['chief', 'deputy'] as const) {
    const { items } = await inHouse((tx) => mailsWaitingFor(tx, house.actor(who), page))
    expect(items).toMatchObject([{ id: mailId, waitingCheck: 'approval' }])
    expect((await inHouse((tx) => mailView(tx, house.actor(who), mailId))).waitingCheck).toBe('approval')
  }
  const notices = await inHouse((tx) =>
    tx.selectFrom('notice').where('person_id', '=', house.people.chief).select(['kind', 'link']).execute(),
  )
  expect(notices).toEqual([{ kind: 'outbound_mail.waits_for_approval', link: `/outbound-mail/${mailId}` }])
})

test('設定: domains, system senders and policy; each change is an event', async () => {
  const actor = house.actor('office')
  await inHouse((tx) => addInternalDomain(tx, actor, { domain: '.Sub.例え.example' }))
  const other = await buildMailHouse(db)
  await expect(inHouse((tx) => addInternalDomain(tx, actor, { domain: other.domain }))).rejects.toMatchObject({
    code: 'domain_of_other_organisation',
  })
  await expect(inHouse((tx) => addInternalDomain(tx, actor, { domain: 'no' }))).rejects.toMatchObject({
    code: 'domain_unreadable',
  })
  for (const [domain, code] of [
    ['.co.jp', 'domain_not_registrable'],
    ['lg.jp', 'domain_not_registrable'],
    ['jisha.example/x.example', 'domain_unreadable'],
    ['[192.0.2.1]', 'domain_unreadable'],
  ] as const)
    await expect(inHouse((tx) => addInternalDomain(tx, actor, { domain }))).rejects.toMatchObject({ code })
  const sender = { ownerId: house.people.chief, mailKind: '受注確認メール', dailyRecipientLimit: 10 }
  await inHouse((tx) => registerSystemSender(tx, actor, { ...sender, address: `juchu@${house.domain}` }))
  for (const address of [`juchu@${house.domain}`, house.addresses.author])
    await expect(inHouse((tx) => registerSystemSender(tx, actor, { ...sender, address }))).rejects.toMatchObject({
      code: 'address_taken',
    })
  const { policy } = await inHouse(mailSettings)
  await inHouse((tx) => changeMailPolicy(tx, actor, { ...policy, unopenedAttachments: 'privacy_office' }))
  await expect(inHouse((tx) => changeMailPolicy(tx, actor, policy))).rejects.toMatchObject({ code: 'stale_version' })
  expect(await inHouse(mailSettings)).toMatchObject({
    domains: ['.sub.xn--r8jz45g.example', house.domain],
    systemSenders: [{ mailKind: '受注確認メール', ownerName: '試験 chief' }],
    policy: { unopenedAttachments: 'privacy_office', version: 1 },
  })
})
