import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { type RealWeb, startRealWeb } from '../../../test/harness/real-web.ts'
import {
  buildMailHouse,
  type MailHouse,
  mailWithList,
  openMailRoom,
  submit,
} from '../../operation/outbound-mail/mail-house.fixture.ts'
import { productMetrics } from './metrics.ts'

const db = useTestDatabase()
let web: RealWeb
let house: MailHouse

beforeAll(async () => {
  web = await startRealWeb(db)
  house = await buildMailHouse(db)
  const room = await openMailRoom(db)
  const from = house.addresses.author
  const { port } = await room.front()
  for (const to of ['a@pref-x.example', 'himitsu@city-y.example'])
    await submit(port, { from, to: [to], raw: mailWithList(from, [to]) })
  await room.close()
})
afterAll(() => web.close())

test('counts and ages by organisation, and nothing of a person or a mail', async () => {
  const families = await productMetrics(web.parts)
  const valueOf = (name: string) => families.find((family) => family.name === name)?.samples
  expect(valueOf('sekisho_mail_held')).toEqual([{ labels: { organisation: house.orgId }, value: 2 }])
  expect(valueOf('sekisho_mail_held_oldest_seconds')![0]!.value).toBeGreaterThanOrEqual(0)
  expect(valueOf('sekisho_part_state')).toContainEqual({ labels: { part: 'database' }, value: 0 })
  const text = JSON.stringify(families)
  for (const personal of ['himitsu', 'example', '名簿', house.people.author, '試験'])
    expect(text).not.toContain(personal)
  for (const { name, samples } of families) {
    expect(name).toMatch(/^sekisho_[a-z_]+$/)
    for (const { labels = {} } of samples)
      for (const label of Object.keys(labels)) expect(['part', 'process', 'organisation']).toContain(label)
  }
})

test('a hundred organisations stand there by their id, the rest together', async () => {
  for (let n = 0; n < 103; n++) await db.newOrganisation(`試験${n}`)
  const held = (await productMetrics(web.parts)).find(({ name }) => name === 'sekisho_mail_held')!
  expect(held.samples).toHaveLength(101)
  expect(held.samples.at(-1)!.labels).toEqual({ organisation: 'others' })
  expect(held.samples.reduce((sum, { value }) => sum + value, 0)).toBe(2)
})
