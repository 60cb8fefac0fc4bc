import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { rawClient, rawMail } from '../smtp/raw-client.fixture.ts'
import { type NextHop, startNextHop } from './next-hop.fixture.ts'
import { relayDeliverer } from './relay-deliverer.ts'

const db = useTestDatabase()
const TO = 'a@pref-x.example'
const folder = mkdtempSync(join(tmpdir(), 'sekisho-signed-'))
let house: MailHouse
let room: MailRoom
let hop: NextHop
let port: number

beforeAll(async () => {
  house = await buildMailHouse(db)
  hop = await startNextHop()
  room = await openMailRoom(db, relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' }))
  port = (await room.front()).port
})
afterAll(async () => {
  await room.close()
  await hop.stop()
  await rm(folder, { recursive: true })
})

/** Held, checked by two persons, released: what the next hop got, below our own Received line. */
async function throughTheGate(mail: Buffer): Promise<Buffer> {
  const client = await rawClient(port)
  const stuffed = mail.toString('latin1').replace(/^\./gm, '..')
  const mailId = /held as (\S+)/.exec(await rawMail(client, house.addresses.author, TO, `${stuffed}.\r\n`))![1]!
  client.close()
  await passMail({ house, room, inOrganisation: (orgId, work) => db.inOrganisation(orgId, work) }, mailId)
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  hop.arrived.length = 0
  await room.work.deliverMail(house.orgId, mailId)
  await db.setClock(undefined)
  const text = hop.arrived[0]!.text
  const [received] = /^Received: [^\n]*\n(?:[ \t][^\n]*\n)*/.exec(text.toString('latin1'))!
  return text.subarray(Buffer.byteLength(received, 'latin1'))
}

const head = (subject: string) =>
  `From: <${house.addresses.author}>\r\nTo: <${TO}>\r\nSubject: ${subject}\r\nDate: Mon, 23 Nov 2026 10:00:00 +0900\r\n` +
  `Message-ID: <${subject}@jisha.example>\r\n`
const file = (name: string) => join(folder, name)
const put = (name: string, content: Buffer | string) => writeFileSync(file(name), content)

/** A body that relays like to touch: trailing blanks, a dot line, 8-bit text, an empty last line. */
const BODY = '見本です。   \r\n.\r\n..\r\n行末の空白 \t\r\nFrom here\r\n\r\n'

test('DKIM: a signature made before the gate verifies behind it', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const mail = Buffer.from(`${head('dkim')}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${BODY}`)
  const by = {
    signingDomain: 'jisha.example',
    selector: 'trial',
    canonicalization: 'simple/simple',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  const { signatures } = await dkimSign(mail, { ...by, signatureData: [by] })
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
  const verdictOf = async (bytes: Buffer) => {
    const { results } = await dkimVerify(bytes, { resolver: () => Promise.resolve([[record]]) })
    return results.map(({ status }) => status.result)
  }
  const signed = Buffer.concat([Buffer.from(signatures), mail])
  expect(await verdictOf(signed)).toEqual(['pass'])
  const out = await throughTheGate(signed)
  expect(out.equals(signed)).toBe(true)
  expect(await verdictOf(out)).toEqual(['pass'])
  // The check can fail: one byte is enough.
  expect(await verdictOf(Buffer.from(out.toString('latin1').replace('..', '. '), 'latin1'))).not.toEqual(['pass'])
})

test('S/MIME: a detached signature verifies behind the gate', async () => {
  const asked = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=trial/emailAddress=tanaka@jisha.example'
  const quiet = { cwd: folder, stdio: 'ignore' as const }
  execFileSync('openssl', [...asked.split(' '), '-keyout', 'key.pem', '-out', 'cert.pem'], quiet)
  put(
    'body',
    `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${BODY.replaceAll('\r', '')}`,
  )
  const sign = 'smime -sign -in body -signer cert.pem -inkey key.pem -out signed'
  execFileSync('openssl', sign.split(' '), quiet)
  const made = execFileSync('cat', [file('signed')])
    .toString('latin1')
    .replace(/\r?\n/g, '\r\n')
  const mail = Buffer.from(head('smime') + made, 'latin1')
  const verifies = (bytes: Buffer) => {
    put('arrived', bytes)
    const verify = 'smime -verify -in arrived -CAfile cert.pem -out verified'
    return spawnSync('openssl', verify.split(' '), quiet).status === 0
  }
  expect(verifies(mail)).toBe(true)
  const out = await throughTheGate(mail)
  expect(out.equals(mail)).toBe(true)
  expect(verifies(out)).toBe(true)
  expect(verifies(Buffer.from(out.toString('latin1').replace('From here', 'From there'), 'latin1'))).toBe(false)
})

const hasGpg = spawnSync('gpg', ['--version']).status === 0
if (!hasGpg) process.stderr.write('PGP: skipped, and nothing proved: there is no gpg here\n')

test.runIf(hasGpg)('PGP: a multipart/signed mail verifies behind the gate', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'))
  const gpg = (...args: string[]) =>
    spawnSync(
      'gpg',
      ['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
      { cwd: folder },
    )
  try {
    expect(gpg('--quick-generate-key', 'trial <tanaka@jisha.example>', 'ed25519', 'sign', '1d').status).toBe(0)
    // RFC 3156 §5: what is signed ends its lines with CRLF and has no blanks at their ends.
    const part = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n見本です。\r\n.\r\n..\r\n`
    put('part', part)
    expect(gpg('--armor', '--detach-sign', '--output', 'part.asc', 'part').status).toBe(0)
    const signature = execFileSync('cat', [file('part.asc')])
      .toString('latin1')
      .replace(/\r?\n/g, '\r\n')
    const mail = Buffer.concat([
      Buffer.from(`${head('pgp')}MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=pgp-sha512;\r\n`),
      Buffer.from(`\tprotocol="application/pgp-signature"; boundary=q\r\n\r\n--q\r\n${part}\r\n--q\r\n`),
      Buffer.from(`Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n${signature}\r\n--q--\r\n`),
    ])
    const out = await throughTheGate(mail)
    expect(out.equals(mail)).toBe(true)
    const verifies = (text: string) => {
      const [, signedPart, signaturePart] = text.split(/--q(?:--)?\r\n/)
      put('arrived', Buffer.from(signedPart!.replace(/\r\n$/, ''), 'latin1'))
      put('arrived.asc', signaturePart!.split('\r\n\r\n').slice(1).join('\r\n\r\n'))
      return gpg('--verify', 'arrived.asc', 'arrived').status === 0
    }
    expect(verifies(out.toString('latin1'))).toBe(true)
    expect(verifies(out.toString('latin1').replace('\r\n..\r\n', '\r\n.\r\n'))).toBe(false)
  } finally {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    await rm(home, { recursive: true, force: true })
  }
})
