import { configure, TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { beforeAll, expect, test } from 'vitest'
import { useHeldMails } from '../../../test/harness/held-mails.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { escrowPassword } from '../../operation/outbound-mail/operations/escrow-password.ts'
import { withdrawMail } from '../../operation/outbound-mail/operations/withdraw-mail.ts'
import type { PlainMail } from '../../operation/outbound-mail/plain-mail.fixture.ts'
import { handsOn } from '../../operation/outbound-mail/sending-rules/rules-house.fixture.ts'

configure({ useWebWorkers: false })

const db = useTestDatabase()
const mails = useHeldMails(db, { isDemo: false })
const TO = ['yamada@pref-x.example']
const PASSWORD = '先ほどの添付ファイルのパスワードは「Tr1al-8820」です。'
let hands: ReturnType<typeof handsOn>

beforeAll(() => {
  hands = handsOn(db, mails)
})

async function lockedZip() {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { password: 'Tr1al-8820', encryptionStrength: 3 })
  await writer.add('list.csv', new TextReader('部品,数\nねじ,3\n'))
  return { name: 'list.zip', content: await writer.close() }
}

const hold = async (mail: PlainMail) => mails.read(await hands.handOver(mail))

test('PPAP: an encrypted attachment, then its password to the same recipient: both mails are told, whichever came first', async () => {
  const locked = await hold({
    to: TO,
    text: '資料をお送りします。パスワードは別途お送りします。',
    attachments: [await lockedZip()],
  })
  expect(await hands.rulesOf(locked)).toEqual(['attachment-unread-encrypted-in'])
  const elsewhere = await hold({ to: ['b@city-y.example'], text: PASSWORD })
  expect(await hands.rulesOf(elsewhere)).not.toContain('password-after-attachment')
  await hands.selfCheck(locked)
  await hands.approve(locked)
  const follows = await hold({ to: TO, text: PASSWORD })
  expect(await hands.rulesOf(follows)).toEqual(['password-after-attachment'])
  // The first is looked at again before it leaves, and whoever had passed it is told.
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  expect(await mails.room.work.releaseMail(mails.house.orgId, locked)).toBe('not_open')
  expect(await hands.rulesOf(locked)).toContain('attachment-with-password-apart')
  // What was taken back is no half of a pair.
  await hands.inHouse((tx) => withdrawMail(tx, mails.house.actor('author'), { mailId: locked }))
  const again = await hold({ to: TO, text: PASSWORD })
  expect(await hands.rulesOf(again)).not.toContain('password-after-attachment')
})

test('PPAP in one mail asks the author why; after the time of the rules it is no pair any more', async () => {
  const one = await hold({ to: ['c@pref-x.example'], text: PASSWORD, attachments: [await lockedZip()] })
  expect(await hands.rulesOf(one)).toContain('password-with-attachment')
  await expect(hands.selfCheck(one)).rejects.toMatchObject({ code: 'reason_missing' })
  await db.setClock(new Date(Date.now() + 2 * 24 * 60 * 60_000))
  const late = await hold({ to: ['c@pref-x.example'], text: PASSWORD })
  expect(await hands.rulesOf(late)).not.toContain('password-after-attachment')
})

test('預けたパスワードで開いた添付も、暗号化した添付である', async () => {
  const give = async (mailId: string) => {
    const { revisionHash } = (await hands.view('author', mailId)).panel!
    await hands.inHouse((tx) =>
      escrowPassword(tx, mails.desk, mails.house.actor('author'), {
        mailId,
        revisionHash,
        number: 1,
        password: 'Tr1al-8820',
      }),
    )
  }
  const to = ['d@pref-x.example']
  const one = await hold({ to, text: PASSWORD, attachments: [await lockedZip()] })
  await give(one)
  expect(await hands.rulesOf(one)).toEqual(['password-with-attachment'])
  await expect(hands.selfCheck(one)).rejects.toMatchObject({ code: 'reason_missing' })
  await hands.inHouse((tx) => withdrawMail(tx, mails.house.actor('author'), { mailId: one }))

  const rules = { responses: { encrypted_attachment: { response: 'reason' as const, count: 1 } } }
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules })
  const locked = await hold({ to, text: '資料をお送りします。', attachments: [await lockedZip()] })
  await give(locked)
  await expect(hands.selfCheck(locked)).rejects.toMatchObject({ code: 'reason_missing' })
  const follows = await hold({ to, text: PASSWORD })
  expect(await hands.rulesOf(follows)).toContain('password-after-attachment')
})
