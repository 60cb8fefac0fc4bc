import fc from 'fast-check'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { mailById } from '../store.ts'
import { type RawClient, rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
let client: RawClient

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
  client = await rawClient(port)
  client.socket.setNoDelay(true)
})
afterAll(async () => {
  client.close()
  await room.close()
})

const TO = 'a@pref-x.example'
const header = () => `From: <${house.addresses.author}>\r\nTo: <${TO}>\r\nSubject: x\r\n\r\n`
const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const heldCount = async () => (await db.asOwner<{ n: number }>('select count(*)::int as n from outbound_mail'))[0]!.n
const storedBytes = (reply: string) =>
  inHouse(async (tx) =>
    buffer(await room.vault.read(tx, (await mailById(tx, /^250 held as (\S+)/.exec(reply)![1]!)).file_id)),
  )

const ENDS = { CR: '\r', LF: '\n', CRLF: '\r\n', CRCRLF: '\r\r\n', LFCR: '\n\r', CRLFLF: '\r\n\n' }
const pairs = Object.entries(ENDS).flatMap(([before, a]) =>
  Object.entries(ENDS).map(([after, b]) => [`${before}.${after}`, `${a}.${b}`] as const),
)
/** What a server that takes the variant for an end would do next. */
const SMUGGLED = `MAIL FROM:<evil@evil.example>\r\nRCPT TO:<b@evil.example>\r\nDATA\r\nFrom: evil\r\n\r\nx`

// CRLF.CRLF with more behind it is an end: what follows are the client's next commands.
test.each(pairs.filter(([, variant]) => !variant.includes('\r\n.\r\n')))(
  'R7 %s does not end a mail: one reply, refused, nothing of it is held',
  async (_, variant) => {
    const before = await heldCount()
    const text = `${header()}x${variant}${SMUGGLED}\r\n.\r\n`
    expect(await rawMail(client, house.addresses.author, TO, text)).toMatch(/^550 5\.6\.11/)
    expect(await client.command('NOOP')).toMatch(/^250 /)
    expect(await heldCount()).toBe(before)
  },
)

test('R7 with CRLF.CRLF and nothing bare in it, the same mail is held', async () => {
  const reply = await rawMail(client, house.addresses.author, TO, `${header()}x\r\n.\r\n`)
  expect(await storedBytes(reply)).toEqual(Buffer.from(`${header()}x\r\n`))
})

/** Bytes of a mail's body, with every dangerous neighbour made likely. */
const piece = fc.constantFrom(
  '.',
  '..',
  '\r\n',
  '\r\n.',
  '\r\n..\r\n',
  '\r\n.x',
  'x',
  '\0',
  '\t ',
  '\x96\xbc\x8d',
  '\x1b$B',
)
const cuts = fc.array(fc.nat(), { maxLength: 8 })

/** Hands a mail's stuffed text over in pieces, each in a packet of its own as far as the system lets us. */
async function sendInPieces(text: string, where: readonly number[]): Promise<string> {
  await client.command(`MAIL FROM:<${house.addresses.author}>`)
  await client.command(`RCPT TO:<${TO}>`)
  await client.command('DATA')
  const places = [0, ...where.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
  for (const [at, place] of places.entries()) {
    if (at === 0) continue
    client.write(text.slice(places[at - 1], place))
    await nextTurn()
  }
  return client.reply()
}

test('byte identity: whatever the body is and however the network cuts it, what was sent is what is kept', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), cuts, async (pieces, where) => {
      const mail = `${header()}${pieces.join('')}\r\n`
      const reply = await sendInPieces(`${mail.replace(/^\./gm, '..')}.\r\n`, where)
      expect((await storedBytes(reply)).equals(Buffer.from(mail, 'latin1'))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('R7 whatever stands in the text, it is held if and only if each CR has its LF and each LF its CR', async () => {
  const dangerous = fc.constantFrom('\r', '\n', '.', '\r\n', '\n.\n', '\r.\r', 'x', '\r\n.\n', '\n.\r\n')
  await fc.assert(
    fc.asyncProperty(fc.array(dangerous, { maxLength: 12 }), cuts, async (pieces, where) => {
      const text = `${header()}${pieces.join('')}\r\n.\r\n`
      fc.pre(text.indexOf('\r\n.\r\n') === text.length - 5)
      const isBare = /\r(?!\n)|(?<!\r)\n/.test(text)
      const before = await heldCount()
      expect(await sendInPieces(text, where)).toMatch(isBare ? /^550 5\.6\.11/ : /^250 held/)
      expect(await heldCount()).toBe(before + (isBare ? 0 : 1))
    }),
    { numRuns: 40 },
  )
})
