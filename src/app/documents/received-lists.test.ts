import { afterAll, beforeAll, expect, test } from 'vitest'
import { useHeldMails } from '../../../test/harness/held-mails.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { xlsxBytes } from '../../engines/documents/index.ts'
import { zipBytes } from '../../engines/documents/zip-writer.ts'
import { keepPrintsIn, rotateKeys } from '../../kernel/vault/index.ts'
import { runMachineChecks } from '../../operation/outbound-mail/judging/run-machine-checks.ts'
import { lockMail } from '../../operation/outbound-mail/store.ts'
import { disposeReceivedList } from '../../operation/received-data/operations/dispose-received-list.ts'
import { giveListUp, readReceivedList } from '../../operation/received-data/operations/read-received-list.ts'
import { registerReceivedList } from '../../operation/received-data/operations/register-received-list.ts'
import { receivedListLines } from '../../operation/received-data/read-models.ts'
import { openListDesk } from './list-desk.ts'

const db = useTestDatabase()
const mails = useHeldMails(db)
const lists = openListDesk()
beforeAll(() => keepPrintsIn(mails.room.vault))
afterAll(() => keepPrintsIn(undefined))

const SURNAMES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本']
const GIVEN = ['太郎', '花子', '一郎', '美咲', '健太']
const people = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `${SURNAMES[i % 7]!} ${GIVEN[i % 5]!}`,
    phone: `090-0000-${String(from + i).padStart(4, '0')}`,
  }))
type People = ReturnType<typeof people>

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
const xlsx = (list: People) =>
  joined(
    xlsxBytes('職員', {
      headers: ['番号', '氏名', '電話番号', '所属'],
      rows: list.map(({ name, phone }, i) => [String(i), name, phone, '総務部']),
    }),
  )
const csv = (list: People) =>
  `携帯,お名前\n${list.map(({ name, phone }) => `${phone.replaceAll('-', '')},${name.replace(' ', '　')}\n`).join('')}`
const zipped = (content: string) => joined(zipBytes([{ name: 'ｺﾋﾟｰ (2).csv', content: [content] }]))

async function* pieces(content: Buffer) {
  yield await Promise.resolve(content)
}

async function begin(engagementId: string, name: string, content: Buffer): Promise<string> {
  const received = await mails.room.vault.receive(pieces(content))
  const { id } = await db.inOrganisation(mails.house.orgId, (tx) =>
    registerReceivedList(
      tx,
      mails.house.actor('office'),
      { engagementId, name, receivedOn: '2026-04-01' },
      { fileName: '名簿.xlsx', received },
      { vault: mails.room.vault, lists },
    ),
  )
  return id
}

async function register(engagementId: string, name: string, content: Buffer): Promise<string> {
  const id = await begin(engagementId, name, content)
  await readReceivedList(
    db.database,
    mails.house.orgId,
    { listId: id, ending: '.xlsx' },
    { vault: mails.room.vault, lists },
  )
  return id
}

const listOf = (id: string) =>
  db.inOrganisation(mails.house.orgId, (tx) =>
    tx.selectFrom('registered_dataset').where('id', '=', id).selectAll().executeTakeFirstOrThrow(),
  )

async function dispose(id: string): Promise<void> {
  const { version } = await listOf(id)
  await db.inOrganisation(mails.house.orgId, (tx) =>
    disposeReceivedList(tx, mails.house.actor('office'), { listId: id, version }, { vault: mails.room.vault }),
  )
}

const held = (to: string, name: string, content: Buffer) => mails.hold({ to: [to], attachments: [{ name, content }] })
const otherClient = (mailId: string) => mails.station(mailId, 'no-other-client')
const checkAgain = (mailId: string) =>
  db.inOrganisation(mails.house.orgId, async (tx) => runMachineChecks(tx, await lockMail(tx, mailId)))

test('X県の名簿は、並べ替え・名前替え・半分・csvにしてzipに入れても、Y市宛てでは止まり、X県宛てでは通る', async () => {
  const [ofX, ofY] = [people(400, 1000), people(40, 8000)]
  const listX = await register(mails.house.prefX, '教職員名簿', await xlsx(ofX))
  await register(mails.house.cityY, '端末利用者', await xlsx([...ofY, ...ofX.slice(0, 3)]))
  expect(await listOf(listX)).toMatchObject({ state: 'registered', person_count: 400, unread_reason: null })

  const half = ofX.filter((_, i) => i % 2 === 1).reverse()
  const disguised = await zipped(csv(half))
  const toY = await held('yamada@city-y.example', 'photo.zip', disguised)
  expect(await otherClient(toY)).toMatchObject({
    verdict: 'fail',
    findings: [
      {
        rule: 'attachment-rows-of-other-client',
        severity: 'stop',
        // The one of them who stands in Y市's own list too is no stranger there.
        facts: { number: 1, party: 'X県', dataset: '教職員名簿', receivedOn: '2026-04-01', count: 199 },
      },
    ],
  })
  const toX = await held('yamada@pref-x.example', 'photo.zip', disguised)
  expect(await otherClient(toX)).toMatchObject({ verdict: 'pass' })

  // The very file, in an archive that was received with it, is told once, whatever its name.
  const archive = await joined(zipBytes([{ name: '一.csv', content: [csv(ofX)] }]))
  const bundle = await register(mails.house.prefX, 'まとめ', archive)
  const again = await otherClient(await held('yamada@city-y.example', 'b.zip', archive))
  expect(again.findings.filter(({ rule }) => rule === 'attachment-of-other-client')).toMatchObject([
    { facts: { name: 'b.zip', party: 'X県' } },
  ])
  await dispose(bundle)

  // The same check is made at release: with another master key, and with the list disposed of meanwhile.
  await rotateKeys(db.database, mails.room.vault.keyring)
  await checkAgain(toY)
  expect((await otherClient(toY)).verdict).toBe('fail')
  await dispose(listX)
  await checkAgain(toY)
  expect((await otherClient(toY)).verdict).toBe('pass')
  const files = await db.inOrganisation(mails.house.orgId, (tx) =>
    tx.selectFrom('vault_file').innerJoin('file_key', 'file_key.id', 'vault_file.id').select('kind').execute(),
  )
  expect(files.filter(({ kind }) => kind === 'received-list')).toEqual([])
  expect(files.filter(({ kind }) => kind === 'print-segment')).toHaveLength(1)
})

test('a list that is registered while a mail with its rows waits stops the mail at its next check', async () => {
  const rows = people(30, 3000)
  const waiting = await held('yamada@city-y.example', 'a.csv', Buffer.from(csv(rows)))
  expect((await otherClient(waiting)).verdict).toBe('pass')
  const listX = await register(mails.house.prefX, '利用者名簿', await xlsx(rows))
  await checkAgain(waiting)
  expect(await otherClient(waiting)).toMatchObject({ verdict: 'fail', findings: [{ facts: { count: 30 } }] })

  // What cannot be looked up is not known, and never passes.
  keepPrintsIn({ ...mails.room.vault, folder: { ...mails.room.vault.folder, pathOf: () => '/nowhere' } })
  await checkAgain(waiting)
  expect((await otherClient(waiting)).verdict).toBe('unread')
  keepPrintsIn(mails.room.vault)
  await dispose(listX)
})

test('a list that cannot be opened, and one of names alone, say why they are not known', async () => {
  const locked = await register(mails.house.prefX, '鍵付き', Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1'))
  expect(await listOf(locked)).toMatchObject({ state: 'unread', unread_reason: expect.any(String) })
  const lost = await begin(mails.house.prefX, '読めない', await xlsx(people(9, 100)))
  await giveListUp(db.database, mails.house.orgId, lost, { vault: mails.room.vault })
  expect(await listOf(lost)).toMatchObject({ state: 'unread', unread_reason: 'crashed', segment_id: null })
  // A list that is disposed of while it is read is not registered behind its back.
  const gone = await begin(mails.house.prefX, '廃棄済み', await xlsx(people(9, 100)))
  await dispose(gone)
  await readReceivedList(
    db.database,
    mails.house.orgId,
    { listId: gone, ending: '.xlsx' },
    { vault: mails.room.vault, lists },
  )
  expect(await listOf(gone)).toMatchObject({ state: 'disposed', segment_id: null })
  const names = await register(
    mails.house.prefX,
    '氏名のみ',
    await joined(xlsxBytes('a', { headers: ['氏名'], rows: [['佐藤 太郎'], ['鈴木 花子']] })),
  )
  expect(await listOf(names)).toMatchObject({ state: 'unread', unread_reason: 'no_persons', person_count: 0 })
})

test('名簿は案件を担う部署とその上、個人情報保護の担当にだけ見え、登録も廃棄もその人たちだけができる', async () => {
  const [manager, far] = [newId(), newId()]
  await db.inOrganisation(mails.house.orgId, async (tx) => {
    const engagement = await tx
      .selectFrom('engagement')
      .where('id', '=', mails.house.prefX)
      .select('owner_unit_id')
      .executeTakeFirstOrThrow()
    const elsewhere = newId()
    await tx.insertInto('unit').values({ id: elsewhere, name: '二課', kind: 'workplace' }).execute()
    for (const [id, unit] of [
      [manager, engagement.owner_unit_id],
      [far, elsewhere],
    ] as const) {
      await tx.insertInto('person').values({ id, name: '試験 責任者' }).execute()
      await tx
        .insertInto('membership')
        .values({ id: newId(), person_id: id, unit_id: unit, role: 'workplace_manager', from_on: '2020-04-01' })
        .execute()
    }
  })
  const by = (personId: string) => ({ ...mails.house.actor('office'), personId })
  const listId = await begin(mails.house.prefX, '部署の名簿', await xlsx(people(9, 100)))
  const seenBy = (personId: string) =>
    db.inOrganisation(mails.house.orgId, async (tx) => {
      const { items } = await receivedListLines(tx, by(personId), { size: 50, engagementId: mails.house.prefX })
      return items.some(({ id }) => id === listId)
    })
  const { chief, deputy, office, author } = mails.house.people
  expect(await Promise.all([manager, chief, deputy, office].map(seenBy))).toEqual([true, true, true, true])
  expect(await Promise.all([far, author, mails.house.people.fChief].map(seenBy))).toEqual([false, false, false])
  const register = async (personId: string) => {
    const received = await mails.room.vault.receive(pieces(Buffer.from('x')))
    return db.inOrganisation(mails.house.orgId, (tx) =>
      registerReceivedList(
        tx,
        by(personId),
        { engagementId: mails.house.prefX, name: 'もう一つ', receivedOn: '2026-04-01' },
        { fileName: 'a.csv', received },
        { vault: mails.room.vault, lists },
      ),
    )
  }
  await expect(register(far)).rejects.toEqual(new Refusal('not_allowed'))
  await expect(register(chief)).rejects.toEqual(new Refusal('not_allowed'))
  await register(manager)
  const disposeBy = (personId: string, version = 1) =>
    db.inOrganisation(mails.house.orgId, (tx) => disposeReceivedList(tx, by(personId), { listId, version }, mails.room))
  await expect(disposeBy(far)).rejects.toEqual(new Refusal('not_found'))
  await expect(disposeBy(chief)).rejects.toEqual(new Refusal('not_allowed'))
  await disposeBy(manager)
})
