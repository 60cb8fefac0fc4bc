import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../base/ids.ts'
import { openDatabase } from '../../../kernel/db/database.ts'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import type { ArrivedMail } from '../arriving/arrived-mail.ts'
import { buildMailHouse, GATE_TAG, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { mailById } from '../store.ts'
import { acceptTogether } from './accept-together.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
})
afterAll(() => room.close())

/** A gate whose first transaction waits until it is let go: what arrives meanwhile waits with it. */
function gateHeldUp(database = db.database) {
  const first = Promise.withResolvers<void>()
  let calls = 0
  const accept = acceptTogether({
    database,
    host: 'gate.jisha.example',
    gateTag: GATE_TAG,
    vault: {
      ...room.vault,
      async adoptAll(...given) {
        calls += 1
        if (calls === 1) await first.promise
        return room.vault.adoptAll(...given)
      },
    },
  })
  return { accept: (mail: ArrivedMail) => accept(house.orgId, mail), letGo: () => first.resolve() }
}

async function arrived(with_: Partial<ArrivedMail> = {}, messageId: string = newId()): Promise<ArrivedMail> {
  const header = Buffer.from(`From: <${house.addresses.author}>\r\nMessage-ID: <${messageId}@jisha.example>\r\n\r\n`)
  const content = await room.vault.receive(
    (async function* () {
      yield header
    })(),
  )
  return {
    entry: 'filter',
    client: { helo: 'pc.jisha.example', address: '192.0.2.1', protocol: 'ESMTP' },
    sender: house.addresses.author,
    recipients: [{ address: 'a@pref-x.example', dsnNotify: [] }],
    needsSmtpUtf8: false,
    header,
    has8bit: false,
    longestLineBytes: 80,
    content,
    ...with_,
  }
}

const transactionsOf = (ids: readonly string[]) =>
  db.asOwner<{ xid: string }>(`select distinct xid::text from event where subject_id = any ($1)`, [ids])

test('mails that arrive during a transaction share the next one, each with its own rows, event and job', async () => {
  const gate = gateHeldUp()
  const mails = await Promise.all(Array.from({ length: 12 }, () => arrived()))
  const answers = mails.map((mail) => gate.accept(mail))
  gate.letGo()
  const ids = (await Promise.all(answers)).map(({ mailId }) => mailId)
  expect(new Set(ids).size).toBe(12)
  expect(await transactionsOf(ids)).toHaveLength(2)
  for (const [at, id] of ids.entries()) {
    const mail = await db.inOrganisation(house.orgId, (tx) => mailById(tx, id))
    expect(mail).toMatchObject({ custody: 'held', sha256: mails[at]!.content.sha256, author_id: house.people.author })
  }
  const jobs = await db.asOwner(`select from pgboss.job where data -> 'input' ->> 'mailId' = any ($1)`, [ids])
  expect(jobs).toHaveLength(12)
})

test('one mail that the database refuses takes nobody with it', async () => {
  const gate = gateHeldUp()
  const bad = await arrived({ recipients: [{ address: 'a@pref-x.example', dsnNotify: ['WHENEVER'] }] })
  const mails = [await arrived(), await arrived(), bad, await arrived()]
  const answers = mails.map((mail) => gate.accept(mail))
  gate.letGo()
  const outcomes = await Promise.allSettled(answers)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  const rows = await db.asOwner(`select from outbound_mail where file_id = $1`, [bad.content.id])
  expect(rows).toHaveLength(0)
})

test('who may not send is told alone; of one mail that comes twice at once the second is linked to the first', async () => {
  const gate = gateHeldUp()
  const [first, again] = [await arrived({}, 'same'), await arrived({}, 'same')]
  const others = await arrived({ entry: 'submission', authenticatedPersonId: house.people.stranger })
  const answers = [gate.accept(await arrived()), gate.accept(first), gate.accept(others), gate.accept(again)] as const
  const refused = expect(answers[2]).rejects.toMatchObject({ code: 'sender_not_yours' })
  gate.letGo()
  await refused
  const { mailId } = await answers[1]
  expect(await answers[3]).toMatchObject({ duplicateOfId: mailId })
})

test('without the database nobody is told that it was taken, and the next one is tried anew', async () => {
  const away = openDatabase(db.appUrl.replace(/@[^/]+/, '@127.0.0.1:1'))
  const gate = gateHeldUp(away)
  gate.letGo()
  const mails = await Promise.all(Array.from({ length: 3 }, () => arrived()))
  const outcomes = await Promise.allSettled(mails.map((mail) => gate.accept(mail)))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await expect(gate.accept(mails[0]!)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await away.close()
})
