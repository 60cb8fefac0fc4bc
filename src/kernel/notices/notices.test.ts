import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../db/database.ts'
import { startWorker } from '../jobs/index.ts'
import { alarmUnsent } from './alarm-unsent.ts'
import { defineNotice } from './define-notice.ts'
import { deliverNoticeMail, type NoticeMailer } from './deliver-notice-mail.ts'
import { notify } from './notify.ts'
import { chooseLanguage } from './operations/choose-language.ts'
import { noticeJobs } from './jobs.ts'
import { markAllRead, markRead } from './operations/mark-read.ts'
import { inboxOf, unreadCountOf } from './read-models.ts'
import { relaySender } from './relay-sender.ts'
import { dueNoticeMails, unsentNoticeMails } from './unsent-mails.ts'

const db = useTestDatabase()
const waits = defineNotice({
  kind: 'test_mail.waits_for_approval',
  title: { ja: '承認を待っている社外メールがあります', en: 'A mail to the outside waits for your approval' },
  body: { ja: '宛先は{recipientCount}件です。', en: 'It has {recipientCount} recipients.' },
})

interface Taken {
  readonly from: string | false
  readonly to: string[]
  readonly raw: Buffer
}
const taken: Taken[] = []
/** What the relay answers after the text of the next mails; by default it takes them. */
const answers: (number | undefined)[] = []
let smtp: SMTPServer
let mailer: NoticeMailer

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refuse = answers.shift()
        if (refuse) return done(Object.assign(new Error('no'), { responseCode: refuse }))
        const { mailFrom, rcptTo } = session.envelope
        taken.push({ from: mailFrom && mailFrom.address, to: rcptTo.map((r) => r.address), raw: Buffer.concat(chunks) })
        return done()
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as AddressInfo
  const relay = relaySender({ host: '127.0.0.1', port })
  mailer = { publicUrl: 'https://sekisho.example/', relay, demoMailbox: undefined }
})
afterAll(() => new Promise<void>((resolve) => smtp.close(resolve)))

async function person(tx: Tx, address?: string, name = '承認 花子'): Promise<string> {
  const id = newId()
  await tx.insertInto('person').values({ id, name }).execute()
  if (address) await tx.insertInto('person_address').values({ address, person_id: id }).execute()
  return id
}
const about = (personId: string, subjectId = newId()) => ({
  personId,
  kind: waits,
  subject: { kind: 'outbound_mail', id: subjectId },
  link: `/mail/${subjectId}`,
  facts: { recipientCount: 2 },
})
const actorOf = (orgId: string, personId: string) => ({ orgId, personId, kind: 'account' as const, via: 'test' })

async function deliverAll(orgId: string, by: NoticeMailer = mailer) {
  const ids = await db.inOrganisation(orgId, (tx) => dueNoticeMails(tx, 100))
  return Promise.all(ids.map((id) => deliverNoticeMail(db.database, orgId, id, by)))
}
function takenBy(address: string) {
  return taken.filter((mail) => mail.to.includes(address))
}

describe('通知メール', () => {
  test('is what RFC 3834 asks of a notice, in the language of the person, and holds a number and a link', async () => {
    const org = await db.newOrganisation()
    const [ja, en] = await db.inOrganisation(org, async (tx) => {
      const two = [await person(tx, 'ja@own.example'), await person(tx, 'en@own.example')] as const
      await chooseLanguage(tx, actorOf(org, two[1]), { language: 'en' })
      return [{ ...about(two[0]), id: await notify(tx, about(two[0])) }, { id: await notify(tx, about(two[1])) }]
    })
    expect(await deliverAll(org)).toEqual(['sent', 'sent'])
    const mail = takenBy('ja@own.example')[0]!
    expect(mail.from).toBe('')
    const head = mail.raw.toString('latin1').split('\r\n\r\n')[0]!
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m)
    expect(head).toMatch(/^Subject: =\?UTF-8\?[BQ]\?/m)
    expect(head).not.toMatch(/[\u0080-\uffff]/)
    const read = await simpleParser(mail.raw)
    expect(read.subject).toBe('[関所] 承認を待っている社外メールがあります')
    expect(read.text).toContain(`通知番号: ${ja.id}`)
    expect(read.text).toMatch(/^https:\/\/sekisho\.example\/mail\/[0-9a-f-]{36}$/m)
    expect(read.messageId).toMatch(/^<[0-9a-f-]{36}@sekisho\.example>$/)
    const english = await simpleParser(takenBy('en@own.example')[0]!.raw)
    expect(english.subject).toBe('[Sekisho] A mail to the outside waits for your approval')
    expect(english.text).toContain(`Notice: ${en.id}`)
  })

  test('canary: whatever the facts and the names are, nothing of them is in the mail', async () => {
    const org = await db.newOrganisation()
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z][a-z0-9_]{9,30}$/),
        fc.stringMatching(/^[ぁ-ん]{4,10}$/),
        fc.integer({ min: 100_000_000, max: 999_999_999 }),
        async (code, name, number) => {
          const address = `${newId()}@own.example`
          await db.inOrganisation(org, async (tx) => {
            const notice = about(await person(tx, address, name))
            await notify(tx, { ...notice, facts: { code, recipientCount: number } })
          })
          await deliverAll(org)
          const mail = takenBy(address)
          expect(mail).toHaveLength(1)
          const read = await simpleParser(mail[0]!.raw)
          const whole = [mail[0]!.raw.toString('utf8'), read.subject, read.text].join('\n')
          for (const personal of [code, name, String(number)]) expect(whole).not.toContain(personal)
          // The reader's own address stands in To, and nowhere else.
          expect(whole.split(address)).toHaveLength(2)
        },
      ),
      { numRuns: 25 },
    )
  })

  test.each(['tanaka@y-city.example', '田中', 'X県 名簿', 'Tanaka', 'a b'])(
    'a fact of the form "%s" is refused, and nothing is written',
    async (fact) => {
      const org = await db.newOrganisation()
      await expect(
        db.inOrganisation(org, async (tx) => notify(tx, { ...about(await person(tx)), facts: { fact } })),
      ).rejects.toThrow(/Invalid string/)
      expect(await db.inOrganisation(org, (tx) => tx.selectFrom('notice').selectAll().execute())).toEqual([])
    },
  )

  test('a link that could carry more than a path of ours is refused by the database', async () => {
    const org = await db.newOrganisation()
    for (const link of ['//evil.example', '/\\evil.example', 'https://evil.example', '/mail?to=a@b.example', '/名簿']) {
      await expect(
        db.inOrganisation(org, async (tx) => notify(tx, { ...about(await person(tx)), link })),
      ).rejects.toThrow(/notice_link_check/)
    }
  })
})

describe('一度だけ', () => {
  test('parallel and later attempts send nothing more', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'once@own.example'))))
    const [id] = await db.inOrganisation(org, (tx) => dueNoticeMails(tx, 1))
    const results = await Promise.all(Array.from({ length: 5 }, () => deliverNoticeMail(db.database, org, id!, mailer)))
    expect(results.filter((result) => result === 'sent')).toHaveLength(1)
    expect(await deliverNoticeMail(db.database, org, id!, mailer)).toBe('already_done')
    expect(takenBy('once@own.example')).toHaveLength(1)
  })

  test('an attempt that broke off is repeated after its lease, with the same Message-ID', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'again@own.example'))))
    const [id] = await db.inOrganisation(org, (tx) => dueNoticeMails(tx, 1))
    // The process dies between the relay's answer and our note: the claim is there, the note is not.
    await db.asOwner(
      `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
       create trigger die before update on notice_mail for each row when (new.state = 'sent') execute function die()`,
    )
    await expect(deliverNoticeMail(db.database, org, id!, mailer)).rejects.toThrow('killed')
    await db.asOwner('drop trigger die on notice_mail; drop function die()')
    expect(await deliverNoticeMail(db.database, org, id!, mailer)).toBe('under_way')
    await db.setClock(new Date(Date.now() + 6 * 60_000))
    expect(await deliverNoticeMail(db.database, org, id!, mailer)).toBe('sent')
    await db.setClock(undefined)
    const ids = takenBy('again@own.example').map((mail) => /^Message-ID: (.*)$/m.exec(mail.raw.toString())?.[1])
    expect(ids).toEqual([`<${id}@sekisho.example>`, `<${id}@sekisho.example>`])
  })

  test('a relay that is busy is asked again; one that says never is not', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'busy@own.example'))))
    answers.push(451)
    await expect(deliverAll(org)).rejects.toThrow(/451/)
    expect((await db.inOrganisation(org, unsentNoticeMails)).count).toBe(1)
    answers.push(550)
    expect(await deliverAll(org)).toEqual(['undeliverable'])
    expect(await deliverAll(org)).toEqual([])
    const events = await db.inOrganisation(org, (tx) => tx.selectFrom('event').select(['type', 'facts']).execute())
    expect(events.map((event) => event.type)).toEqual(['notice_mail.undeliverable'])
    expect(JSON.stringify(events)).not.toContain('busy@own.example')
  })

  test('the same about the same subject within ten minutes is one notice; others of the kind join the next mail', async () => {
    const org = await db.newOrganisation()
    const start = Date.now() + 3_600_000
    await db.setClock(new Date(start))
    const to = await db.inOrganisation(org, (tx) => person(tx, 'quiet@own.example'))
    const first = about(to)
    const say = (notice: ReturnType<typeof about>) => db.inOrganisation(org, (tx) => notify(tx, notice))
    const id = await say(first)
    await deliverAll(org)
    await db.inOrganisation(org, (tx) => markRead(tx, actorOf(org, to), { noticeId: id }))
    expect(await say({ ...first, facts: { recipientCount: 7 } })).toBe(id)
    const inbox = await db.inOrganisation(org, (tx) => inboxOf(tx, to, { size: 50, unreadOnly: false }))
    expect(inbox.items.map((n) => [n.body.ja, n.isRead, n.repeatCount])).toEqual([['宛先は7件です。', false, 1]])

    await say(about(to))
    await say(about(to))
    expect(await deliverAll(org)).toEqual([])
    await db.setClock(new Date(start + 11 * 60_000))
    expect(await deliverAll(org)).toEqual(['sent'])
    expect(await say(first)).not.toBe(id)
    await db.setClock(undefined)
    const mails = takenBy('quiet@own.example')
    expect(mails).toHaveLength(2)
    const digest = await simpleParser(mails[1]!.raw)
    expect(digest.text).toContain('件数: 2件')
    expect(digest.text).toMatch(/^https:\/\/sekisho\.example\/notices$/m)
  })

  test('said twice at the same moment, it is one notice and one mail', async () => {
    const org = await db.newOrganisation()
    const notice = about(await db.inOrganisation(org, (tx) => person(tx, 'twice@own.example')))
    const ids = await Promise.all(Array.from({ length: 8 }, () => db.inOrganisation(org, (tx) => notify(tx, notice))))
    expect(new Set(ids).size).toBe(1)
    await deliverAll(org)
    expect(takenBy('twice@own.example')).toHaveLength(1)
  })
})

describe('届け先がないとき', () => {
  test('no relay: queued, and counted for the alarm; it leaves once there is one', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'later@own.example'))))
    expect(await deliverAll(org, { ...mailer, relay: undefined })).toEqual(['no_relay'])
    expect((await db.inOrganisation(org, unsentNoticeMails)).count).toBe(1)
    expect(await deliverAll(org)).toEqual(['sent'])
    expect((await db.inOrganisation(org, unsentNoticeMails)).count).toBe(0)
  })

  test('a relay that does not answer throws nothing away', async () => {
    const closed = await new Promise<Server>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
    })
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'down@own.example'))))
    const down = { ...mailer, relay: relaySender({ host: '127.0.0.1', port }) }
    await expect(deliverAll(org, down)).rejects.toThrow(/ECONNREFUSED/)
    expect(await deliverAll(org)).toEqual(['sent'])
  })

  test('the demonstration writes into its own mailbox, whatever the relay', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      await tx.updateTable('organisation').set({ is_demo: true }).execute()
      await notify(tx, about(await person(tx, 'demo@own.example')))
    })
    expect(await deliverAll(org)).toEqual(['no_relay'])
    const mailbox: string[] = []
    const demoMailbox = async ({ to }: { to: string }) => void mailbox.push(to)
    expect(await deliverAll(org, { ...mailer, demoMailbox })).toEqual(['sent'])
    expect([mailbox, takenBy('demo@own.example')]).toEqual([['demo@own.example'], []])
  })

  test('whoever has no address, or has left, has the inbox only', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const left = await person(tx, 'left@own.example')
      await tx.updateTable('person').set({ active_until_on: '2020-03-31' }).where('id', '=', left).execute()
      await notify(tx, about(left))
      await notify(tx, about(await person(tx)))
      await notify(tx, { ...about(await person(tx, 'inbox@own.example')), byMail: false })
    })
    expect(await deliverAll(org)).toEqual(['undeliverable', 'undeliverable'])
  })
})

describe('仕事として', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

  test('the worker sends what a committed act said, and nothing of an act that was rolled back', async () => {
    const org = await db.newOrganisation()
    const { jobs, schedules } = noticeJobs(mailer)
    const worker = await startWorker({ database: db.database, jobs, schedules, log })
    await expect(
      db.inOrganisation(org, async (tx) => {
        await notify(tx, about(await person(tx, 'undone@own.example')))
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    await db.inOrganisation(org, async (tx) => notify(tx, about(await person(tx, 'done@own.example'))))
    await vi.waitFor(() => expect(takenBy('done@own.example')).toHaveLength(1), { timeout: 120_000, interval: 100 })
    await worker.stop()
    expect(takenBy('undone@own.example')).toEqual([])
  })

  test('without a relay the administrators are told in their inbox, once a day', async () => {
    const org = await db.newOrganisation()
    const start = Date.now() + 86_400_000
    await db.setClock(new Date(start))
    const administrator = await db.inOrganisation(org, async (tx) => {
      const [id, unitId] = [await person(tx, 'admin@own.example'), newId()]
      await tx.insertInto('unit').values({ id: unitId, name: '自社', kind: 'company' }).execute()
      await tx
        .insertInto('membership')
        .values({ id: newId(), person_id: id, unit_id: unitId, role: 'administrator', from_on: '2020-04-01' })
        .execute()
      await notify(tx, about(id))
      return id
    })
    expect(await db.inOrganisation(org, alarmUnsent)).toBeUndefined()
    await db.setClock(new Date(start + 15 * 60_000))
    expect((await db.inOrganisation(org, alarmUnsent))?.count).toBe(1)
    await db.setClock(new Date(start + 60 * 60_000))
    expect((await db.inOrganisation(org, alarmUnsent))?.count).toBe(1)
    await db.setClock(undefined)
    const inbox = await db.inOrganisation(org, (tx) => inboxOf(tx, administrator, { size: 50, unreadOnly: true }))
    expect(inbox.items.filter((notice) => notice.kind === 'notice_mail.is_stuck')).toHaveLength(1)
  })
})

describe('受信箱', () => {
  test('pages by cursor, newest first; what arrives meanwhile shifts nothing; nobody reads another’s', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const [own, other] = [await person(tx), await person(tx)]
      const ids: string[] = []
      for (let i = 0; i < 5; i++) ids.push(await notify(tx, about(own)))
      const first = await inboxOf(tx, own, { size: 2, unreadOnly: false })
      await notify(tx, about(own))
      const rest = await inboxOf(tx, own, { size: 50, unreadOnly: false, cursor: first.nextCursor! })
      expect([...first.items, ...rest.items].map((n) => n.id)).toEqual(ids.toReversed())
      expect(rest.nextCursor).toBeUndefined()
      expect(await unreadCountOf(tx, own)).toBe(6)
      expect(await unreadCountOf(tx, other)).toBe(0)
      await expect(markRead(tx, actorOf(org, other), { noticeId: ids[0]! })).rejects.toThrow('not_found')
      await markRead(tx, actorOf(org, own), { noticeId: ids[0]! })
      expect(await markAllRead(tx, actorOf(org, own), { upToId: ids[4]! })).toEqual({ count: 4 })
      const unread = await inboxOf(tx, own, { size: 50, unreadOnly: true })
      expect(unread.items).toHaveLength(1)
    })
  })
})

test('a title that holds a fact would go into the mail: it is refused', () => {
  const named = { kind: 'test_mail.named', title: { ja: '{name}さん', en: 'x' }, body: { ja: 'x', en: 'x' } }
  expect(() => defineNotice(named)).toThrow(/goes into the mail/)
  expect(() => defineNotice(waits)).toThrow(/twice/)
})
