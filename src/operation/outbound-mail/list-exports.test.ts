import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { DownloadRoute } from '../../kernel/db/route.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from './mail-house.fixture.ts'
import { outboundMailRoutes } from './routes.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
})
afterAll(() => room.close())

/** The file that one person gets, line by line, without its head. */
async function taken(who: keyof MailHouse['people'], path: string, input: Record<string, unknown>) {
  const route = outboundMailRoutes(room).find(({ endpoint }) => endpoint.path === path) as DownloadRoute
  const asked = route.endpoint.input.parse({ format: 'csv', ...input }) as never
  const file = await db.inOrganisation(house.orgId, (tx) => route.run(tx, house.actor(who), asked))
  return (await text(file.content)).trimEnd().split('\r\n').slice(1)
}

test('書き出し: each takes out the mail that their own list shows, and the office what is held', async () => {
  const { port } = await room.front()
  const send = async (from: string, to: readonly string[]) => {
    const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
    await room.work.readHeldMail(house.orgId, mailId)
  }
  const [mine, theirs] = [house.addresses.author, house.addresses.stranger]
  await send(mine, ['yamada@pref-x.example'])
  await send(theirs, ['tanto@city-y.example'])

  const list = '/api/outbound-mail/export'
  expect(await taken('author', list, { view: 'mine' })).toEqual([expect.stringMatching(/試験 author.*pref-x\.example/)])
  expect(await taken('stranger', list, { view: 'mine' })).toEqual([expect.stringMatching(/試験 stranger.*city-y/)])
  expect(await taken('chief', list, { view: 'mine' })).toEqual([])
  expect(await taken('chief', list, {})).toEqual([])
  expect(await taken('author', list, { view: 'waiting' })).toHaveLength(1)
  expect(await taken('office', '/api/outbound-mail/held/export', {})).toHaveLength(2)

  const events = await db.inOrganisation(house.orgId, (tx) =>
    tx
      .selectFrom('event')
      .where('type', '=', 'sheet_export.made')
      .select(['actor_id', 'facts'])
      .orderBy('id')
      .execute(),
  )
  expect(events.at(-1)).toEqual({
    actor_id: house.people.office,
    facts: { list: 'outbound-mail.held', rowCount: 2, format: 'csv' },
  })
  expect(JSON.stringify(events)).not.toMatch(/pref-x|名簿|試験/)
})

test('記録の書き出し: what happened to a mail, by whom, without what it says; who may not see the mail gets nothing', async () => {
  const { port } = await room.front()
  const from = house.addresses.author
  const mailId = await submit(port, {
    from,
    to: ['tanaka@pref-x.example'],
    raw: mailWithList(from, ['tanaka@pref-x.example']),
  })
  await room.work.readHeldMail(house.orgId, mailId)
  const path = '/api/outbound-mail/timeline/export'
  const lines = await taken('author', path, { mailId })
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.join('\n')).toMatch(/従事者一覧,問題なし/)
  expect(lines.join('\n')).toMatch(/システム/)
  expect(lines.join('\n')).not.toMatch(/pref-x|名簿|list\.zip|outbound_mail\.|gate\./)
  // That it was taken out is the newest thing that happened to it.
  const [newest] = await taken('office', path, { mailId })
  expect(newest).toMatch(/一覧をファイルに書き出しました,試験 author/)
  await expect(taken('stranger', path, { mailId })).rejects.toMatchObject({ code: 'not_found' })
})
