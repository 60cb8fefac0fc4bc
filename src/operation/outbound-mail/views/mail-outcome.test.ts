import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { MailView } from '../contract.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailView } from './mail-view.ts'
import { approveMail } from '../operations/approve-mail.ts'
import { changeMailPolicy } from '../operations/change-mail-policy.ts'
import { selfCheckMail } from '../operations/self-check-mail.ts'
import { policyOf } from '../store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom

const REPLIES: Record<string, string> = {
  'ari@pref-x.example': '250 2.0.0 taken',
  'nashi@pref-x.example': '550 5.1.1 no such user',
  'ato@pref-x.example': '451 4.3.0 later',
}

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db, async ({ recipients }) =>
    recipients.map(({ id, address }) => ({ recipientId: id, reply: REPLIES[address] })),
  )
})
afterAll(() => room.close())
const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const view = async (who: 'author' | 'chief' | 'deputy', mailId: string) =>
  MailView.parse(await inHouse((tx) => mailView(tx, house.actor(who), mailId)))

test('送った後、起案者は、だれがいつ承認し、どの宛先にいつ届き、届かない理由は何かを見る', async () => {
  await inHouse(async (tx) =>
    changeMailPolicy(tx, house.actor('office'), { ...(await policyOf(tx)), coolDownSeconds: 0, approvalCount: 2 }),
  )
  const from = house.addresses.author
  const to = Object.keys(REPLIES)
  const mailId = await submit((await room.front()).port, { from, to, raw: mailWithList(from, to) })
  await room.work.readHeldMail(house.orgId, mailId)
  const decided = async (who: 'author' | 'chief' | 'deputy') => {
    const { panel } = await view(who, mailId)
    const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    return { mailId, revisionHash: panel!.revisionHash, findingIds, secondsInView: 3, check: 'approval' }
  }
  const attested = await decided('author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), attested))
  const first = await decided('chief')
  await inHouse((tx) => approveMail(tx, house.actor('chief'), { ...first, comment: '宛先を確かめました' }))
  const between = (await view('author', mailId)).panel!.stations.find(({ check }) => check === 'approval')!
  expect([between.needed, between.people.map(({ name, decidedAt }) => [name, Boolean(decidedAt)])]).toEqual([
    2,
    [
      ['試験 chief', true],
      ['試験 deputy', false],
    ],
  ])
  // Whoever has passed it is asked no more; the other one is.
  expect((await view('chief', mailId)).waitingCheck).toBeUndefined()
  expect((await view('deputy', mailId)).waitingCheck).toBe('approval')
  const second = await decided('deputy')
  await inHouse((tx) => approveMail(tx, house.actor('deputy'), second))
  await room.work.releaseMail(house.orgId, mailId)
  await room.work.deliverMail(house.orgId, mailId)

  const after = await view('author', mailId)
  expect(after.releasedAt).toBeDefined()
  const approval = after.panel!.stations.find(({ check }) => check === 'approval')!
  expect(approval.people).toEqual([
    { name: '試験 chief', decidedAt: expect.any(String), comment: '宛先を確かめました' },
    { name: '試験 deputy', decidedAt: expect.any(String) },
  ])
  const of = Object.fromEntries(after.recipients.map((one) => [one.address.split('@')[0]!, one]))
  expect(of['ari']).toMatchObject({ delivery: 'delivered', settledAt: expect.any(String) })
  expect(of['nashi']).toMatchObject({ delivery: 'bounced', lastReply: '550 5.1.1 no such user' })
  expect(of['ato']).toMatchObject({ delivery: 'deferred', nextTryAt: expect.any(String) })
  expect(of['ato']).not.toHaveProperty('settledAt')
  expect(after).toMatchObject({ purpose: '端末の設定と配送', engagement: { name: 'X県 教職員用パソコン更改' } })
})
