import { execFileSync } from 'node:child_process'
import { mkdtemp, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { openDatabase } from '../../../kernel/db/database.ts'
import { openVault, placeBundles } from '../../../kernel/vault/index.ts'
import { buildMailHouse, type MailHouse, type MailRoom, mailWithList, openMailRoom } from '../mail-house.fixture.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { diskFault, type WatchedDisk, watchDisk } from '../../../../test/harness/watched-disk.ts'
import { startWire } from './cut-wire.fixture.ts'
import { rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
let disk: WatchedDisk

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
  disk = await watchDisk()
})
afterEach(() => disk.mend())
afterAll(() => room.close())

const TO = 'a@pref-x.example'
const text = () => `From: <${house.addresses.author}>\r\nTo: <${TO}>\r\nSubject: x\r\n\r\nx\r\n.\r\n`
const mailCount = async () => (await db.asOwner<{ n: number }>('select count(*)::int as n from outbound_mail'))[0]!.n
const fileCount = async () => {
  let count = 0
  for await (const _ of room.vault.folder.files()) count += 1
  return count
}
/** What a mail that was not taken over leaves: nothing in the database, nothing in the vault. */
const traces = async () => ({ mails: await mailCount(), files: await fileCount() })

async function startMail(on = port) {
  const client = await rawClient(on)
  await client.command(`MAIL FROM:<${house.addresses.author}>`)
  await client.command(`RCPT TO:<${TO}>`)
  expect(await client.command('DATA')).toMatch(/^354/)
  return client
}

test('R2 file on the disk, then its name, then the rows, then 250: each waits for the one before', async () => {
  const before = await mailCount()
  const happened: string[] = []
  const held = Promise.withResolvers<void>()
  disk.at('fsync', async (really) => {
    if (happened.length === 0) {
      happened.push('fsync asked')
      await held.promise
    }
    await really()
    happened.push('fsync done')
  })
  disk.at('rename', async (really) => {
    await really()
    happened.push('named')
  })
  const client = await startMail()
  client.write(text())
  const reply = client.reply().then((answer) => happened.push(answer.slice(0, 3)))
  await expect.poll(() => happened).toEqual(['fsync asked'])
  expect(await mailCount()).toBe(before)
  held.resolve()
  await reply
  client.close()
  expect(happened[0]).toBe('fsync asked')
  expect(happened.indexOf('fsync done')).toBeLessThan(happened.indexOf('named'))
  expect(happened.at(-1)).toBe('250')
  // The name itself is made durable too: the folder is synced after the rename.
  expect(happened.lastIndexOf('fsync done')).toBeGreaterThan(happened.indexOf('named'))
  expect(await mailCount()).toBe(before + 1)
})

/** Holds up the first mail's fsync until `count` more have come to their final dot: they go on together. */
async function together(count: number, then: () => void) {
  const first = Promise.withResolvers<void>()
  const isFirst = Promise.withResolvers<void>()
  disk.at('fsync', async (really) => {
    isFirst.resolve()
    await first.promise
    return really()
  })
  const ahead = await startMail()
  ahead.write(text())
  await isFirst.promise
  const clients = await Promise.all(Array.from({ length: count }, () => startMail()))
  const replies = clients.map((client) => {
    client.write(text())
    return client.reply()
  })
  // What one of them answers comes after the others were read: they wait in the same line.
  const noise = await rawClient(port)
  for (let turn = 0; turn < 5; turn++) await noise.command('NOOP')
  noise.close()
  then()
  first.resolve()
  const answers = await Promise.all([ahead.reply(), ...replies])
  for (const client of [ahead, ...clients]) client.close()
  return answers
}

test('R2 several at once: one file on the disk, then its name, then the rows of all, then 250 to each', async () => {
  const before = await mailCount()
  const happened: string[] = []
  const answers = await together(6, () => {
    disk.at('fsync', async (really) => {
      await really()
      happened.push('fsync')
    })
    disk.at('rename', async (really) => {
      await really()
      happened.push(`named, rows ${(await mailCount()) - before}`)
    })
  })
  for (const answer of answers) expect(answer).toMatch(/^250 held as/)
  expect(await mailCount()).toBe(before + 7)
  // What is left of the first mail's (its folder), and then the file, its name and the folder of the others together.
  const ofOthers = happened.slice(happened.findLastIndex((one) => one.startsWith('named')) - 1)
  expect(ofOthers).toEqual(['fsync', expect.stringMatching(/^named, rows [01]$/), 'fsync'])
  await placeBundles(db.database, room.vault.folder)
})

test('R2 R6 several at once on a disk that fails: 451 to each of them, none is held, and each may come again', async () => {
  const before = await traces()
  const answers = await together(5, () => disk.at('rename', diskFault('EIO')))
  for (const answer of answers) expect(answer).toMatch(/^451 4\.3\.0/)
  expect(answers).toHaveLength(6)
  disk.mend()
  expect(await traces()).toEqual(before)
  const client = await rawClient(port)
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250/)
  client.close()
})

test('R6 the master key cannot be read: "not now", and the mail is taken when it is there again', async () => {
  const before = await mailCount()
  const file = room.vault.keyring.file
  await rename(file, `${file}.away`)
  const client = await startMail()
  client.write(text())
  expect(await client.reply()).toMatch(/^451 4\.3\.0/)
  expect(await mailCount()).toBe(before)
  await rename(`${file}.away`, file)
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250/)
  client.close()
})

test.each([
  ['fsync', 'EIO', '451 4.3.0'],
  ['rename', 'EIO', '451 4.3.0'],
  ['write', 'EIO', '451 4.3.0'],
  ['write', 'ENOSPC', '452 4.3.1'],
  ['fsync', 'EDQUOT', '452 4.3.1'],
] as const)('R2 R6 a disk that fails at %s with %s: %s, and nothing is held', async (step, code, reply) => {
  const before = await traces()
  disk.at(step, diskFault(code))
  const client = await startMail()
  client.write(text())
  expect(await client.reply()).toContain(reply)
  disk.mend()
  expect(await traces()).toEqual(before)
  // The same client comes again, and now it is taken.
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250/)
  client.close()
})

test('R2 R6 a database that refuses the commit: 451, no row, and what lies encrypted nobody can read', async () => {
  const before = await mailCount()
  await db.asOwner(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no commit'; end $$`)
  await db.asOwner(`create constraint trigger refuse_at_commit after insert on outbound_mail
    deferrable initially deferred for each row execute function refuse()`)
  const client = await startMail()
  client.write(text())
  expect(await client.reply()).toMatch(/^451 4\.3\.0/)
  await db.asOwner('drop trigger refuse_at_commit on outbound_mail')
  expect(await mailCount()).toBe(before)
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250/)
  client.close()
})

test('R6 a database that cannot be reached: "not now" at MAIL and after the text, and the gate lives on', async () => {
  const before = await mailCount()
  const wire = await startWire(db.appUrl)
  const database = openDatabase(wire.url)
  const { port: own } = await room.front({ database })
  const client = await startMail(own)
  wire.cut()
  client.write(text())
  expect(await client.reply()).toMatch(/^451 4\.3\.0/)
  expect(await client.command(`MAIL FROM:<${house.addresses.author}>`)).toMatch(/^451 4\.3\.0/)
  wire.mend()
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250/)
  client.close()
  expect(await mailCount()).toBe(before + 1)
  await database.close()
  await wire.stop()
})

test('R3 less than twice the largest mail free on the disk: 452 at MAIL, before anything is sent', async () => {
  const { bavail, bsize } = await statfs(tmpdir())
  const front = await room.front({ limitBytes: bavail * bsize })
  const client = await rawClient(front.port)
  expect(await client.command(`MAIL FROM:<${house.addresses.author}>`)).toMatch(/^452 4\.3\.1/)
  client.close()
})

/** A disk of a few megabytes; undefined where this user may not mount one. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    await rm(folder, { recursive: true })
    return undefined
  }
}

test('R3 a real disk that fills up in the middle of a mail: 452, nothing kept, and it goes on when there is room', async () => {
  const folder = await smallDisk()
  if (!folder) {
    process.stderr.write('R3: no small disk may be mounted here; the injected ENOSPC of R2 stands for it\n')
    return
  }
  try {
    const vault = await openVault({ folder: join(folder, 'vault'), keyring: room.vault.keyring })
    const { port: small } = await room.front({ vault, limitBytes: 1024 * 1024 })
    const long = `From: <${house.addresses.author}>\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(600)}.\r\n`
    const client = await startMail(small)
    // Somebody else fills it after MAIL has found room enough.
    const { bavail, bsize } = await statfs(folder)
    await writeFile(join(folder, 'filler'), Buffer.alloc(bavail * bsize - 200_000))
    const before = await mailCount()
    client.write(long)
    expect(await client.reply()).toMatch(/^452 4\.3\.1/)
    expect(await mailCount()).toBe(before)
    const left: string[] = []
    for await (const { id } of vault.folder.files()) left.push(id)
    expect(left).toEqual([])
    expect(await client.command(`MAIL FROM:<${house.addresses.author}>`)).toMatch(/^452/)
    await rm(join(folder, 'filler'))
    expect(await rawMail(client, house.addresses.author, TO, long)).toMatch(/^250/)
    client.close()
  } finally {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  }
})

test('R4 a client that is gone before our 250 reaches it: the mail is kept, its second try is linked, one is looked at', async () => {
  const from = house.addresses.author
  const raw = `${mailWithList(from, [TO]).toString('latin1').replace(/^\./gm, '..')}.\r\n`
  const isAsked = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  disk.at('fsync', async (really) => {
    isAsked.resolve()
    await goOn.promise
    return really()
  })
  const before = await mailCount()
  const client = await startMail()
  client.write(raw)
  await isAsked.promise
  client.close()
  goOn.resolve()
  await expect.poll(mailCount).toBe(before + 1)
  disk.mend()
  const again = await rawClient(port)
  const second = /held as (\S+)/.exec(await rawMail(again, from, TO, raw))![1]!
  again.close()
  const [row] = await db.asOwner<{ custody: string; first: string; first_custody: string }>(
    `select m.custody, m.duplicate_of_id as first, f.custody as first_custody from outbound_mail m
     join outbound_mail f on f.id = m.duplicate_of_id where m.id = $1`,
    [second],
  )
  expect(row).toMatchObject({ custody: 'withdrawn', first_custody: 'held' })
  await room.work.readHeldMail(house.orgId, row!.first)
  await room.work.readHeldMail(house.orgId, second)
  const gates = await db.asOwner<{ subject_id: string }>(
    'select subject_id from gate_opening where subject_id = any($1)',
    [[row!.first, second]],
  )
  expect(gates).toEqual([{ subject_id: row!.first }])
})

test('R5 250 waits for no reading: with nothing to read mail at all, it is answered and left to be read', async () => {
  const client = await startMail()
  client.write(text())
  const mailId = /held as (\S+)/.exec(await client.reply())![1]!
  client.close()
  expect(await db.asOwner('select 1 from outbound_mail_reading where mail_id = $1', [mailId])).toEqual([])
  await db.setClock(new Date(Date.now() + 5 * 60_000))
  const { unread } = await db.inOrganisation(house.orgId, mailsLeftBehind)
  await db.setClock(undefined)
  expect(unread).toContain(mailId)
})
