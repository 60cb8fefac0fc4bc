import { Readable } from 'node:stream'
import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { deliverMail } from '../operations/deliver-mail.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { recipientsOf } from '../store.ts'
import type { Delivery } from './deliverer.ts'
import { relayDeliverer } from './relay-deliverer.ts'
import { scriptedRelays, type RelayScript } from './scripted-relay.fixture.ts'
import { verified } from './verified.ts'

const db = useTestDatabase()
const TO = 'a@pref-x.example'
let house: MailHouse
let room: MailRoom
let port: number
const relays = scriptedRelays()
const startRelay = (script: RelayScript) => relays.start(script)

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
})
afterEach(() => relays.stop())
afterAll(() => room.close())

const relayAt = (at: number) =>
  relayDeliverer({
    host: '127.0.0.1',
    port: at,
    name: 'gate.example',
    waitSeconds: { connection: 1, greeting: 1, answer: 1, mail: 5, end: 1 },
  })

async function released(): Promise<string> {
  await db.setClock(undefined)
  const from = house.addresses.author
  const mailId = await submit(port, { from, to: [TO], raw: mailWithList(from, [TO]) })
  await passMail({ house, room, inOrganisation: (orgId, work) => db.inOrganisation(orgId, work) }, mailId)
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  return mailId
}

/** An inside mail takes the same way out, and waits for nobody. */
async function queued(): Promise<string> {
  await db.setClock(undefined)
  const { author, chief } = house.addresses
  return submit(port, { from: author, to: [chief], raw: mailWithList(author, [chief]) })
}

test.each<[string, RelayScript, 'deferred' | 'bounced']>([
  ['says nothing at all', { greeting: 'silent' }, 'deferred'],
  ['greets with 421', { greeting: '421 4.3.2 not now' }, 'deferred'],
  ['greets with 554', { greeting: '554 5.3.2 no service' }, 'deferred'],
  ['greets with nonsense', { greeting: 'hello there' }, 'deferred'],
  ['cuts the connection at EHLO', { EHLO: 'cut' }, 'deferred'],
  ['refuses the sender for now', { MAIL: '451 4.7.1 later' }, 'deferred'],
  ['refuses the sender for good', { MAIL: '550 5.7.1 no' }, 'bounced'],
  ['is silent after RCPT', { RCPT: 'silent' }, 'deferred'],
  ['refuses the recipient for now', { RCPT: '450 4.2.1 busy' }, 'deferred'],
  ['refuses the recipient for good', { RCPT: '550 5.1.1 nobody' }, 'bounced'],
  ['refuses DATA', { DATA: '451 4.3.0 no room' }, 'deferred'],
  ['cuts in the middle of the text', { half: 'cut' }, 'deferred'],
  ['is silent in the middle of the text', { half: 'silent' }, 'deferred'],
  ['cuts after the final dot, before its answer', { dot: 'cut' }, 'deferred'],
  ['is silent after the final dot', { dot: 'silent' }, 'deferred'],
  ['puts the mail off after the final dot', { dot: '451 4.3.0 scanner is down' }, 'deferred'],
  ['refuses the text for good', { dot: '554 5.6.0 no' }, 'bounced'],
  ['answers with a code that there is not', { dot: '999 what' }, 'deferred'],
])('a relay that %s', async (_, script, delivery) => {
  const mailId = await queued()
  const bad = await startRelay(script)
  await deliverMail(db.database, house.orgId, mailId, { ...room.equipment, relay: relayAt(bad.port) })
  const [recipient] = await db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, mailId))
  expect(recipient!.delivery).toBe(delivery)
  if (delivery === 'bounced') return
  // Nothing is lost: mended, it takes the same mail.
  await db.setClock(new Date(Date.now() + 60 * 60_000))
  const good = await startRelay({})
  await deliverMail(db.database, house.orgId, mailId, { ...room.equipment, relay: relayAt(good.port) })
  const [again] = await db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, mailId))
  expect(again!.delivery).toBe('delivered')
  expect(good.heard()).toContain('Content-Type: application/zip; name="list.zip"')
})

test.each<[string, (path: string) => Promise<() => Promise<void>>]>([
  [
    'is gone',
    async (path) => {
      await rename(path, `${path}.away`)
      return () => rename(`${path}.away`, path)
    },
  ],
  [
    'has one byte changed',
    async (path) => {
      const whole = await readFile(path)
      const changed = Buffer.from(whole)
      changed[changed.length - 1]! ^= 1
      await writeFile(path, changed)
      return () => writeFile(path, whole)
    },
  ],
])('a content that %s: nobody is sent a part of it, and mended it goes out', async (_, damage) => {
  const mailId = await queued()
  const [mail] = await db.asOwner<{ file_id: string }>('select file_id from outbound_mail where id = $1', [mailId])
  const mend = await damage(room.vault.folder.pathOf(mail!.file_id))
  const relay = await startRelay({})
  const attempt = { ...room.equipment, relay: relayAt(relay.port) }
  await deliverMail(db.database, house.orgId, mailId, attempt)
  const state = async () => (await db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, mailId)))[0]!.delivery
  expect(await state()).toBe('deferred')
  expect(relay.heard()).not.toContain('\r\n.\r\n')
  await mend()
  await db.setClock(new Date(Date.now() + 60 * 60_000))
  await deliverMail(db.database, house.orgId, mailId, attempt)
  expect(await state()).toBe('delivered')
})

test('clock jump: years ahead gives up rather than loops, back again nothing is sent twice', async () => {
  const far = await released()
  const busy = await startRelay({ RCPT: '450 4.2.1 busy' })
  const relay = relayAt(busy.port)
  await db.setClock(new Date(Date.now() + 3 * 365 * 24 * 3_600_000))
  await deliverMail(db.database, house.orgId, far, { ...room.equipment, relay })
  const states = async (id: string) =>
    (await db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, id))).map((one) => one.delivery)
  // Three years on, the first attempt is no longer part of the release: the gate is asked again, or the mail given back.
  expect(['bounced', 'held']).toContain((await states(far))[0])

  const back = await queued()
  await deliverMail(db.database, house.orgId, back, { ...room.equipment, relay })
  expect(await states(back)).toEqual(['deferred'])
  await db.setClock(new Date(Date.now() - 365 * 24 * 3_600_000))
  expect(await deliverMail(db.database, house.orgId, back, { ...room.equipment, relay })).toBe('nothing_due')
  const good = await startRelay({})
  await db.setClock(new Date(Date.now() + 60 * 60_000))
  await deliverMail(db.database, house.orgId, back, { ...room.equipment, relay: relayAt(good.port) })
  await deliverMail(db.database, house.orgId, back, { ...room.equipment, relay: relayAt(good.port) })
  expect(await states(back)).toEqual(['delivered'])
  expect(good.heard().match(/^DATA\r$/gm)).toHaveLength(1)
})

test('R7 the gate never emits a bare CR or LF, nor a second end of the mail, whatever lies in the vault', async () => {
  const relay = await startRelay({})
  const piece = fc.constantFrom(
    '.',
    '\r\n',
    '\n',
    '\r',
    '\r\n.\r\n',
    '\n.\n',
    '\r.\r',
    'x',
    '\r\n..\r\n',
    '\0',
    '\x96\xbc',
  )
  let before = 0
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      const body = Buffer.from(`Subject: x\r\n\r\n${pieces.join('')}`, 'latin1')
      const sha256 = createHash('sha256').update(body).digest('hex')
      const delivery: Delivery = {
        orgId: 'o',
        mailId: 'm',
        sender: 'tanaka@jisha.example',
        recipients: [{ id: 'r', address: TO, dsnNotify: [] }],
        open: () => Promise.resolve(verified('Received: by gate.example\r\n', Readable.from([body]), sha256)),
        byteCount: body.length,
        has8bit: true,
        needsSmtpUtf8: false,
        subjectLine: '',
      }
      await relayAt(relay.port)(delivery)
      const wire = relay.heard().slice(before)
      before += wire.length
      expect(wire).not.toMatch(/\r(?!\n)|(?<!\r)\n/)
      const text = wire.slice(wire.indexOf('DATA\r\n') + 6)
      expect(text.indexOf('\r\n.\r\n')).toBe(text.lastIndexOf('\r\n.\r\n'))
    }),
    { numRuns: 60 },
  )
})
