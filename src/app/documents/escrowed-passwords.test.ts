import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import officeCrypto from 'officecrypto-tool'
import { expect, test } from 'vitest'
import { useHeldMails } from '../../../test/harness/held-mails.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { xlsxOf } from '../../engines/documents/documents.fixture.ts'
import { MailView } from '../../operation/outbound-mail/contract.ts'
import { clearContents } from '../../operation/outbound-mail/retention/erase-mail.ts'
import { mailView } from '../../operation/outbound-mail/views/mail-view.ts'
import { escrowPassword } from '../../operation/outbound-mail/operations/escrow-password.ts'
import { previewAttachment } from '../../operation/outbound-mail/operations/preview-attachment.ts'
import { selfCheckMail } from '../../operation/outbound-mail/operations/self-check-mail.ts'

configure({ useWebWorkers: false })

const db = useTestDatabase()
const mails = useHeldMails(db)
const LIST = Buffer.from('氏名,個人番号\n佐藤太郎,123456789018\n')

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(mails.house.orgId, work)
type ZipOptions = ConstructorParameters<typeof ZipWriter>[1]

async function zip(members: readonly (readonly [name: string, options: ZipOptions])[]): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter())
  for (const [name, options] of members) await writer.add(name, new Uint8ArrayReader(LIST), options)
  return Buffer.from(await writer.close())
}
const excel = (password: string) =>
  officeCrypto.encrypt(
    xlsxOf([
      ['氏名', '個人番号'],
      ['佐藤太郎', '123456789018'],
    ]),
    { password, type: 'standard' },
  )

const held = (name: string, ...contents: readonly Buffer[]) =>
  mails.hold({ attachments: contents.map((content) => ({ name, content })) })

const seen = async (who: 'author' | 'chief', mailId: string) =>
  MailView.parse(await inHouse((tx) => mailView(tx, mails.house.actor(who), mailId)))
async function give(mailId: string, password: string, who: 'author' | 'chief' = 'author', number = 1) {
  const { revisionHash } = (await seen('author', mailId)).panel!
  return inHouse((tx) =>
    escrowPassword(tx, mails.desk, mails.house.actor(who), { mailId, revisionHash, number, password }),
  )
}

test.each([
  ['AES-256 の zip', 'list.zip', 'ひみつ-1', () => zip([['a.csv', { password: 'ひみつ-1', encryptionStrength: 3 }]])],
  ['ZipCrypto の zip', 'list.zip', 'himitsu', () => zip([['a.csv', { password: 'himitsu', zipCrypto: true }]])],
  ['暗号化した Excel', 'list.xlsx', 'himitsu', async () => excel('himitsu')],
])(
  '%s: 預かったパスワードで開き、中の個人情報が承認者に分かる。パスワードは分からない',
  async (_, name, password, make) => {
    const mailId = await held(name, await make())
    expect(await mails.rulesOf(mailId)).toEqual([expect.stringMatching(/^attachment-unread-encrypted/)])
    expect((await seen('author', mailId)).reading!.attachments).toMatchObject([
      { isEncrypted: true, isPasswordKept: false },
    ])
    await expect(give(mailId, 'まちがい')).rejects.toMatchObject({ code: 'password_wrong' })
    expect(await give(mailId, password)).toEqual({ openedCount: 1, unreadCount: 0 })
    expect(await mails.rulesOf(mailId)).toContain('attachment-holds-MYNUMBER')
    expect((await mails.rulesOf(mailId)).filter((rule) => rule.startsWith('attachment-unread'))).toEqual([])
    const view = await seen('author', mailId)
    expect(view.reading!.attachments).toMatchObject([{ isEncrypted: false, isPasswordKept: true }])
    // Opened: there is nothing to give a password for any more.
    await expect(give(mailId, password)).rejects.toMatchObject({ code: 'not_found' })

    const findingIds = view.panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    const { revisionHash } = view.panel!
    await inHouse((tx) =>
      selfCheckMail(tx, mails.house.actor('author'), { mailId, revisionHash, findingIds, secondsInView: 9 }),
    )
    const shown = await inHouse((tx) =>
      previewAttachment(tx, mails.desk, mails.house.actor('chief'), { mailId, number: 1 }),
    )
    expect(JSON.stringify(shown)).toContain('佐藤太郎')
    expect(JSON.stringify(await seen('chief', mailId))).not.toContain(password)

    // Nowhere in the database in the clear: not in rows, not in events.
    const rows = await db.asOwner<{ row: string }>(`
    select to_jsonb(r)::text as row from outbound_mail_reading r union all select to_jsonb(e)::text from event e
    union all select to_jsonb(s)::text from sealed_facts s union all select to_jsonb(g)::text from gate_note g`)
    expect(rows.some(({ row }) => row.includes(password))).toBe(false)
  },
)

test('本人だけが、自己確認の前にだけ預けられる。開けないパスワードは残らない', async () => {
  const mailId = await held('list.zip', await zip([['a.csv', { password: 'himitsu', zipCrypto: true }]]))
  await expect(give(mailId, 'himitsu', 'chief')).rejects.toMatchObject({ code: 'not_allowed' })
  const keys = async () => (await db.asOwner('select 1 from sealed_facts')).length
  const before = await keys()
  await expect(give(mailId, 'x')).rejects.toMatchObject({ code: 'password_wrong' })
  expect(await keys()).toBe(before)
  const { panel } = await seen('author', mailId)
  const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
  const { revisionHash } = panel!
  await inHouse((tx) =>
    selfCheckMail(tx, mails.house.actor('author'), { mailId, revisionHash, findingIds, secondsInView: 9 }),
  )
  await expect(give(mailId, 'himitsu')).rejects.toMatchObject({ code: 'already_decided' })
})

test.each(['timed_out', 'out_of_memory', 'crashed'])(
  'a reader that ends over a password (%s) has opened nothing: no wrong password is kept, and nothing is lost',
  async (reason) => {
    const mailId = await held('list.zip', await zip([['a.csv', { password: 'himitsu', zipCrypto: true }]]))
    const keys = async () => (await db.asOwner('select 1 from sealed_facts')).length
    const before = await keys()
    const { revisionHash } = (await seen('author', mailId)).panel!
    const scan = async (_: Uint8Array, name: string) => ({
      engine: 'test',
      unread: [{ path: [name], reason }],
      unreadCount: 1,
      counts: {},
      persons: { min: 0, best: 0, max: 0 },
      hashes: [],
    })
    const given = { mailId, revisionHash, number: 1, password: 'wrong' }
    await expect(
      inHouse((tx) =>
        escrowPassword(
          tx,
          { ...mails.desk, documents: { ...mails.documents, scan } },
          mails.house.actor('author'),
          given,
        ),
      ),
    ).rejects.toMatchObject({ code: 'password_untried' })
    expect(await keys()).toBe(before)
    expect((await seen('author', mailId)).reading!.attachments).toMatchObject([
      { isEncrypted: true, isPasswordKept: false },
    ])
    expect(await give(mailId, 'himitsu')).toEqual({ openedCount: 1, unreadCount: 0 })
  },
)

test('パスワードが2つの zip は2回で開き、本文を消すとパスワードも消える', async () => {
  const mailId = await held(
    'two.zip',
    await zip([
      ['a.csv', { password: 'one', encryptionStrength: 3 }],
      ['b.csv', { password: 'two', zipCrypto: true }],
    ]),
  )
  expect(await give(mailId, 'one')).toEqual({ openedCount: 1, unreadCount: 1 })
  expect((await seen('author', mailId)).reading!.attachments).toMatchObject([
    { isEncrypted: true, isPasswordKept: true },
  ])
  expect(await give(mailId, 'two')).toEqual({ openedCount: 1, unreadCount: 0 })
  const [row] = await db.asOwner<{ ids: string[] }>(
    `select attachments -> 0 -> 'passwordIds' as ids from outbound_mail_reading where mail_id = $1`,
    [mailId],
  )
  expect(row!.ids).toHaveLength(2)
  const opened = () => inHouse((tx) => mails.room.vault.openManyFacts(tx, row!.ids))
  expect((await opened()).size).toBe(2)
  await inHouse((tx) => clearContents(tx, [mailId]))
  expect((await opened()).size).toBe(0)
})

test('1つ目の添付のパスワードで2つ目も開けても、間違ったパスワードは預からない', async () => {
  const locked = (name: string, password: string) => zip([[name, { password, encryptionStrength: 3 }]])
  const mailId = await held('list.zip', await locked('a.csv', 'himitsu'), await locked('b.csv', 'himitsu'))
  const keys = async () => (await db.asOwner('select 1 from sealed_facts')).length
  const kept = async () => (await seen('author', mailId)).reading!.attachments.map((one) => one.isPasswordKept)
  await give(mailId, 'himitsu')
  const before = await keys()
  await expect(give(mailId, 'まちがい', 'author', 2)).rejects.toMatchObject({ code: 'password_wrong' })
  expect([await keys(), await kept()]).toEqual([before, [true, false]])
  // The very same password is the right one for the second too.
  expect(await give(mailId, 'himitsu', 'author', 2)).toEqual({ openedCount: 1, unreadCount: 0 })
  expect(await kept()).toEqual([true, true])
})

test('前に読み切れなかったものが今度は読めても、間違ったパスワードは預からない', async () => {
  const mailId = await held('list.zip', await zip([['a.csv', { password: 'himitsu', encryptionStrength: 3 }]]))
  // As if the sandbox had been slow the first time.
  await db.asOwner(
    `update outbound_mail_reading set attachments = jsonb_set(jsonb_set(attachments, '{0,scan,unreadCount}', '2'),
      '{0,scan,unread}', attachments #> '{0,scan,unread}' || '[{"path": ["list.zip"], "reason": "not_finished"}]')
     where mail_id = $1`,
    [mailId],
  )
  await expect(give(mailId, 'まちがい')).rejects.toMatchObject({ code: 'password_wrong' })
  expect(await give(mailId, 'himitsu')).toEqual({ openedCount: 1, unreadCount: 0 })
})
