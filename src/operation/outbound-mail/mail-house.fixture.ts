import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Database, Tx } from '../../kernel/db/database.ts'
import { openKeyring, openVault, type Vault } from '../../kernel/vault/index.ts'
import type { Log } from '../../kernel/jobs/index.ts'
import { equipOutboundMail } from './equip-outbound-mail.ts'
import { type MailEquipment, mailWorkOf } from './equipment.ts'
import type { Deliverer } from './release/deliverer.ts'
import { demoMailbox } from './release/demo-mailbox.ts'
import { type SmtpFront, type SmtpFrontOptions, startSmtpFront } from './smtp/start-smtp-front.ts'

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const GATE_TAG = 'Sekisho test-installation'

/** 自社, X県 and its engagement, Y市 and its own, and people: an author, a chief, an office; F社 with a worker and a chief. */
export interface MailHouse {
  readonly orgId: string
  readonly domain: string
  readonly people: Record<
    'author' | 'chief' | 'deputy' | 'office' | 'officeTwo' | 'stranger' | 'fWorker' | 'fChief',
    string
  >
  readonly addresses: Record<'author' | 'chief' | 'stranger' | 'fWorker', string>
  readonly prefX: string
  readonly cityY: string
  actor(who: keyof MailHouse['people']): Actor
}

/** What of a test's database is needed here. */
interface TestDatabase {
  readonly database: Database
  newOrganisation(name?: string): Promise<string>
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
}

let houses = 0

export async function buildMailHouse(db: TestDatabase, isDemo = false): Promise<MailHouse> {
  const orgId = await db.newOrganisation('試験 自社')
  const domain = `jisha${++houses}.example`
  const [people, ids] = [{} as MailHouse['people'], { prefX: newId(), cityY: newId() }]
  const addresses = {
    author: `tanaka@${domain}`,
    chief: `kacho@${domain}`,
    stranger: `sato@${domain}`,
    fWorker: `f-worker@${domain}`,
  }
  await db.inOrganisation(orgId, async (tx) => {
    if (isDemo) await tx.updateTable('organisation').set({ is_demo: true }).execute()
    await tx.insertInto('internal_domain').values({ domain }).execute()
    const parties: Record<string, string> = {}
    for (const [name, mailDomain] of [
      ['X県', 'pref-x.example'],
      ['Y市', 'city-y.example'],
      ['A社', 'a-sha.example'],
      ['F社', 'f-sha.example'],
    ] as const) {
      const id = newId()
      parties[name] = id
      await tx.insertInto('party').values({ id, name }).execute()
      await tx
        .insertInto('party_domain')
        .values({ id: newId(), party_id: id, covers: 'subdomains', name: mailDomain })
        .execute()
    }
    const head = await addUnit(tx, '本社', null)
    const section = await addUnit(tx, '一課', head)
    const fUnit = await addUnit(tx, 'F社 作業所', head, parties['F社'])
    const add = async (who: keyof typeof people, unit: string, role: string, party: string | null = null) => {
      people[who] = newId()
      await tx
        .insertInto('person')
        .values({ id: people[who], name: `試験 ${who}`, party_id: party })
        .execute()
      await tx
        .insertInto('membership')
        .values({ id: newId(), person_id: people[who], unit_id: unit, role, from_on: '2020-04-01' })
        .execute()
      const address = addresses[who as keyof typeof addresses]
      if (address) await tx.insertInto('person_address').values({ address, person_id: people[who] }).execute()
    }
    await add('author', section, 'employee')
    await add('stranger', section, 'employee')
    await add('chief', section, 'supervisor')
    await add('deputy', section, 'supervisor')
    await add('office', head, 'privacy_office')
    await add('officeTwo', head, 'privacy_office')
    await add('fWorker', fUnit, 'worker', parties['F社'])
    await add('fChief', fUnit, 'supervisor', parties['F社'])
    for (const [id, name, clientParty] of [
      [ids.prefX, 'X県 教職員用パソコン更改', parties['X県']!],
      [ids.cityY, 'Y市 庁内端末更改', parties['Y市']!],
    ] as const) {
      await tx
        .insertInto('engagement')
        .values({
          id,
          name,
          purpose: '端末の設定と配送',
          from_on: '2020-04-01',
          owner_unit_id: section,
          responsible_person_id: people.chief,
          status: 'active',
        })
        .execute()
      await tx
        .insertInto('engagement_party')
        .values({ id: newId(), engagement_id: id, party_id: clientParty, relation: 'client' })
        .execute()
      await onRoster(tx, id, people.author)
    }
  })
  const actor = (who: keyof typeof people): Actor => ({ orgId, personId: people[who], kind: 'account', via: 'test' })
  return { orgId, domain, people, addresses, ...ids, actor }
}

/** Puts one of our own people on an engagement's roster. */
export async function onRoster(tx: Tx, engagementId: string, personId: string): Promise<void> {
  await tx
    .insertInto('roster_entry')
    .values({ id: newId(), engagement_id: engagementId, person_id: personId, job: '設定作業', from_on: '2020-04-01' })
    .execute()
}

async function addUnit(tx: Tx, name: string, parent: string | null, party: string | null = null): Promise<string> {
  const id = newId()
  const kind = party ? 'party' : parent ? 'workplace' : 'company'
  await tx.insertInto('unit').values({ id, name, kind, parent_id: parent, party_id: party }).execute()
  return id
}

export interface MailRoom {
  readonly vault: Vault
  readonly equipment: MailEquipment
  /** Does what the jobs would do for one mail. */
  readonly work: ReturnType<typeof mailWorkOf>
  front(options?: Partial<SmtpFrontOptions>): Promise<SmtpFront>
  close(): Promise<void>
}

export async function openMailRoom(db: TestDatabase, relay?: Deliverer): Promise<MailRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-mail-'))
  const vault = await openVault({
    folder: join(folder, 'vault'),
    keyring: await openKeyring(join(folder, 'keyring.json')),
  })
  const host = 'gate.jisha.example'
  const mailbox = demoMailbox(db.database, vault)
  const equipment: MailEquipment = { vault, host, gateTag: GATE_TAG, relay, demoMailbox: mailbox }
  equipOutboundMail(db.database, equipment)
  const fronts: SmtpFront[] = []
  return {
    vault,
    equipment,
    work: mailWorkOf(db.database),
    async front(options = {}) {
      const front = await startSmtpFront({
        database: db.database,
        vault,
        log: silent,
        listen: { host: '127.0.0.1', port: 0 },
        host,
        gateTag: GATE_TAG,
        filterClients: ['127.0.0.1'],
        ...options,
      })
      fronts.push(front)
      return front
    },
    async close() {
      for (const front of fronts) await front.stop({ timeoutSeconds: 1 })
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface TestMail {
  readonly from?: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly dsn?: object
}

/** Hands a mail over as a client does; answers the id that the gate gave it. */
export async function submit(port: number, mail: TestMail, auth?: { user: string; pass: string }): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...(auth && { auth }) })
  const info = await transport.sendMail({
    envelope: { from: mail.from ?? '', to: [...mail.to], use8BitMime: true },
    raw: mail.raw,
    ...(mail.dsn && { dsn: mail.dsn }),
  })
  return /held as ([0-9a-f-]{36})/.exec(info.response)![1]!
}

/** A mail with a zipped list, in CRLF. */
export function mailWithList(from: string, to: readonly string[], more: readonly string[] = []): Buffer {
  return Buffer.from(
    [
      `From: <${from}>`,
      `To: ${to.map((one) => `<${one}>`).join(', ')}`,
      'Subject: =?ISO-2022-JP?B?GyRCTD5KbRsoQg==?=',
      `Message-ID: <${newId()}@jisha.example>`,
      ...more,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '名簿をお送りします。',
      '--b',
      'Content-Type: application/zip; name="list.zip"',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="list.zip"',
      '',
      'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==',
      '--b--',
      '',
    ].join('\r\n'),
  )
}
