import { afterAll, beforeAll } from 'vitest'
import type { TestDatabase } from './test-database.ts'
import { gatePanel } from '../../src/kernel/gates/index.ts'
import { outboundMailGate } from '../../src/operation/outbound-mail/index.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  openMailRoom,
  submit,
} from '../../src/operation/outbound-mail/mail-house.fixture.ts'
import { readHeldMail } from '../../src/operation/outbound-mail/operations/read-held-mail.ts'
import { type PlainMail, plainMail } from '../../src/operation/outbound-mail/plain-mail.fixture.ts'
import { openDocumentDesk } from '../../src/app/documents/document-desk.ts'

/** Mails that the gate holds, opened at the product's own document desk. */
export function useHeldMails(db: TestDatabase, { isDemo = true } = {}) {
  const documents = openDocumentDesk({})
  let house: MailHouse
  let room: MailRoom
  let port: number
  beforeAll(async () => {
    house = await buildMailHouse(db, isDemo)
    room = await openMailRoom(db)
    port = (await room.front()).port
  })
  afterAll(() => room.close())

  /** Reads a mail that is held, as the worker does. Answers its id. */
  const read = async (mailId: string) => {
    await readHeldMail(db.database, house.orgId, mailId, { vault: room.vault, documents })
    return mailId
  }
  /** What a check of the gate says of a mail. */
  const station = async (mailId: string, check: string) => {
    const panel = await db.inOrganisation(house.orgId, (tx) => gatePanel(tx, outboundMailGate, mailId))
    return panel.stations.find((each) => each.check === check)!
  }
  const rulesOf = async (mailId: string) => (await station(mailId, 'content')).findings.map(({ rule }) => rule)
  return {
    documents,
    /** What the operations ask for: where the bytes lie, and who opens them. */
    get desk() {
      return { vault: room.vault, documents }
    },
    get house() {
      return house
    },
    get room() {
      return room
    },
    get port() {
      return port
    },
    read,
    station,
    rulesOf,
    /** The author sends these very bytes; they are held and read. Answers the mail's id. */
    holdBytes: async (to: string, raw: Buffer) =>
      read(await submit(port, { from: house.addresses.author, to: [to], raw })),
    /** The author sends this; it is held and read. Answers the mail's id. */
    async hold(mail: Partial<PlainMail>): Promise<string> {
      const from = house.addresses.author
      const to = mail.to ?? ['yamada@pref-x.example']
      return read(await submit(port, { from, to, raw: plainMail(from, { text: 'text', ...mail, to }) }))
    },
  }
}
