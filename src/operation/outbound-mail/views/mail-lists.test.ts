import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { heldMails, mailsOf, mailsWaitingFor } from './mail-lines.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailView } from './mail-view.ts'
import { nameEngagement } from '../operations/name-engagement.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
})
afterAll(() => room.close())

const send = async (to: readonly string[], from: string, isRead = true) => {
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
  if (isRead) await room.work.readHeldMail(house.orgId, mailId)
  return mailId
}
const view = (mailId: string, who: keyof MailHouse['people'] = 'author') =>
  db.inOrganisation(house.orgId, (tx) => mailView(tx, house.actor(who), mailId))
const page = { size: 50 }

test('一覧は、どの確認を待つかと、止まっているかを言う', async () => {
  const waiting = await send(['yamada@pref-x.example'], house.addresses.author)
  const stopped = await send(['tanto@city-y.example', 'yamada@pref-x.example'], house.addresses.author)
  const { items } = await db.inOrganisation(house.orgId, (tx) => mailsOf(tx, house.actor('author'), page))
  expect(items.find(({ id }) => id === waiting)).toMatchObject({
    progress: 'waiting',
    askedChecks: ['self-check'],
    findingCount: 1,
  })
  expect(items.find(({ id }) => id === stopped)).toMatchObject({ progress: 'stopped', askedChecks: [] })
  const mine = await db.inOrganisation(house.orgId, (tx) => mailsWaitingFor(tx, house.actor('author'), page))
  expect(mine.items).toMatchObject([
    { id: waiting, waitingCheck: 'self-check', waitingSince: expect.any(String) as string },
  ])
})

test('止まっているメール: 起案者が分からないものと、読まれないまま2分たったもの', async () => {
  const orphan = await send(['yamada@pref-x.example'], `nobody@${house.domain}`)
  const unread = await send(['yamada@pref-x.example'], house.addresses.author, false)
  const stuck = () =>
    db.inOrganisation(house.orgId, async (tx) => {
      const { items } = await heldMails(tx, { ...page, onlyWithoutAuthor: false, onlyStuck: true })
      return Object.fromEntries(items.map(({ id, trouble }) => [id, trouble]))
    })
  expect(await stuck()).toEqual({ [orphan]: 'no_author' })
  await db.setClock(new Date(Date.now() + 3 * 60_000))
  expect(await stuck()).toEqual({ [orphan]: 'no_author', [unread]: 'unread' })
  await db.setClock(undefined)
})

test('宛先は、だれの宛先かと、案件の関係先かどうかを言う', async () => {
  const mailId = await send(
    ['tanto@city-y.example', 'x@unknown.example', 'yamada@pref-x.example'],
    house.addresses.author,
  )
  const before = await view(mailId)
  expect(before.recipients.map(({ partyNames, isExplained }) => [partyNames, isExplained])).toEqual([
    [['Y市'], undefined],
    [[], undefined],
    [['X県'], undefined],
  ])
  expect(before.choices.map(({ name, misfits }) => [name, misfits])).toContainEqual([
    'X県 教職員用パソコン更改',
    [
      { domain: 'city-y.example', count: 1, isOtherClient: true },
      { domain: 'unknown.example', count: 1, isOtherClient: false },
    ],
  ])
  const revisionHash = before.panel!.revisionHash
  const named = { mailId, revisionHash, engagementId: house.prefX, purpose: '端末の設定' }
  await db.inOrganisation(house.orgId, (tx) => nameEngagement(tx, house.actor('author'), named))
  expect((await view(mailId)).recipients.map(({ isExplained, isOtherClient }) => [isExplained, isOtherClient])).toEqual(
    [
      [false, true],
      [false, false],
      [true, false],
    ],
  )
})
