import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/base/ids.ts'
import {
  createAccountWithPassword,
  issueCredentialFor,
  issueGuestLink,
  newPassword,
} from '../../src/kernel/access/index.ts'
import type { Tx } from '../../src/kernel/db/database.ts'
import { keepNotesIn, openBreakGlass, openGate } from '../../src/kernel/gates/index.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import { declareAbsence, delegate, ROLES } from '../../src/kernel/people/index.ts'
import { definedNotices, notify } from '../../src/kernel/notices/index.ts'
import { openObligation } from '../../src/kernel/obligations/index.ts'
import {
  buildMailHouse,
  type MailHouse,
  mailWithList,
  openMailRoom,
  submit,
} from '../../src/operation/outbound-mail/mail-house.fixture.ts'
import { saveMailList } from '../../src/operation/outbound-mail/sending-rules/operations/save-mail-list.ts'
import { registerSystemSender } from '../../src/operation/outbound-mail/index.ts'
import { rosterConfirmationGate, rosterObligation } from '../../src/planning/vendors/index.ts'
import { type ApiClient, openClient } from '../harness/api-client.ts'
import { type RealWeb, startRealWeb } from '../harness/real-web.ts'
import { idFieldsOf, sampleInput } from '../harness/sample-input.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/**
 * 会社の壁: somebody who may do everything in their own company asks for the rows of another one, by every route that takes
 * an id. They get the answer that a row gets which does not exist, and nothing over there has changed.
 */
const db = useTestDatabase()
let web: RealWeb
let ours: Company
let theirs: Company
let client: ApiClient

interface Company {
  readonly house: MailHouse
  /** By table: the id of one row. */
  readonly ids: Readonly<Record<string, string>>
}

/** Which table a field of that name is about. A new name needs its line here, or this test fails. */
const TABLE_OF: Readonly<Record<string, string>> = {
  absenceId: 'absence',
  accountId: 'account',
  actingFor: 'person',
  breakGlassId: 'break_glass',
  clientPartyId: 'party',
  credentialId: 'submission_credential',
  delegationId: 'delegation',
  // Not of a row, but of two settings: an id of the same job stands for it.
  differenceId: 'print_job',
  domainId: 'party_domain',
  engagementId: 'engagement',
  engagementPartyId: 'engagement_party',
  entrusterPartyId: 'party',
  fileId: 'print_file',
  fromPersonId: 'person',
  // Behind four gates, like the sample: the wall is met at the job.
  handOverId: 'print_job',
  intoId: 'person',
  jobId: 'print_job',
  linkId: 'guest_link',
  listId: 'registered_dataset',
  lotId: 'print_job',
  mailId: 'outbound_mail',
  // Of the job's own records, by one of which it is decided: the wall is met at the job.
  meetingId: 'print_job',
  membershipId: 'membership',
  noticeId: 'notice',
  obligationId: 'obligation',
  orgId: 'organisation',
  ownerId: 'person',
  ownerUnitId: 'unit',
  parentId: 'unit',
  partyId: 'party',
  personId: 'person',
  recipientId: 'outbound_mail_recipient',
  reportId: 'print_job',
  requestedById: 'person',
  responsiblePersonId: 'person',
  rosterEntryId: 'roster_entry',
  runId: 'print_run',
  sampleId: 'print_job',
  scanId: 'pii_scan',
  toPersonId: 'person',
  unitId: 'unit',
  upToId: 'notice',
}
/** The same name means another table here. */
const ON_ROUTE: Readonly<Record<string, string>> = {
  'POST /api/outbound-mail/settings/end-system-sender id': 'system_sender',
  'GET /api/outbound-mail/outside-mailbox/message id': 'outside_mailbox_message',
  'POST /api/outbound-mail/mailing-lists/save id': 'mail_list',
  'POST /api/outbound-mail/mailing-lists/end id': 'mail_list',
}
const BEYOND = '壁の向こう'

/** A print job with a file and a run, as rows: its gates have tests of their own. */
async function addPrintRows(tx: Tx, authorId: string, mark: string): Promise<void> {
  const [jobId, vaultFileId] = [newId(), newId()]
  const { id: engagementId, owner_unit_id } = await tx
    .selectFrom('engagement')
    .select(['id', 'owner_unit_id'])
    .limit(1)
    .executeTakeFirstOrThrow()
  const { id: printerId } = await tx.selectFrom('party').select('id').limit(1).executeTakeFirstOrThrow()
  await tx
    .insertInto('print_job')
    .values({
      id: jobId,
      engagement_id: engagementId,
      title: mark,
      printer_id: printerId,
      must_client_sign_off: false,
      author_id: authorId,
      unit_id: owner_unit_id,
    })
    .execute()
  const sha256 = 'a'.repeat(64)
  await tx.insertInto('vault_file').values({ id: vaultFileId, kind: 'print', sha256, byte_count: 1 }).execute()
  const file = { job_id: jobId, slot: 'proof', revision: 1, position: 0, vault_file_id: vaultFileId, sha256 }
  await tx
    .insertInto('print_file')
    .values({ id: newId(), ...file, byte_count: 1, name: mark, added_by: authorId })
    .execute()
  const run = { job_id: jobId, kind: 'proof', input_hash: sha256, file_ids: [], started_by: authorId }
  await tx
    .insertInto('print_run')
    .values({ id: newId(), ...run })
    .execute()
}

/** A received list and a scan with a file, as rows. */
async function addFoundRows(tx: Tx, personId: string, mark: string): Promise<void> {
  const [sourceId, scanId] = [newId(), newId()]
  const { id: engagementId } = await tx.selectFrom('engagement').select('id').limit(1).executeTakeFirstOrThrow()
  const { id: partyId } = await tx.selectFrom('party').select('id').limit(1).executeTakeFirstOrThrow()
  const sha256 = 'b'.repeat(64)
  await tx.insertInto('vault_file').values({ id: sourceId, kind: 'received-list', sha256, byte_count: 1 }).execute()
  const list = { name: mark, engagement_id: engagementId, party_id: partyId, received_on: '2026-04-01' }
  await tx
    .insertInto('registered_dataset')
    .values({ id: newId(), source_id: sourceId, ...list })
    .execute()
  await tx.insertInto('pii_scan').values({ id: scanId, source: 'folder', folder: mark, asked_by: personId }).execute()
  const file = { id: newId(), scan_id: scanId, path: mark, byte_count: 1 }
  await tx
    .insertInto('pii_scan_file')
    .values({ ...file, status: 'found', read_at: new Date() })
    .execute()
}

async function buildCompany(mark: string, port: number): Promise<Company> {
  const house = await buildMailHouse(db)
  await submit(port, {
    from: house.addresses.author,
    to: ['uketsuke@pref-x.example'],
    raw: mailWithList(house.addresses.author, ['uketsuke@pref-x.example']),
  })
  const actor = { orgId: house.orgId, kind: 'system', part: 'test' } as const
  const { author, chief, deputy, office } = house.people
  await db.inOrganisation(house.orgId, async (tx) => {
    await tx
      .updateTable('organisation')
      .set({ requires_totp: false, name: `会社 ${mark}` })
      .execute()
    const now = new Date()
    const untilAt = new Date(now.getTime() + 86_400_000)
    await delegate(tx, house.actor('chief'), {
      kind: 'delegation',
      fromPersonId: chief,
      toPersonId: deputy,
      role: 'supervisor',
      untilAt,
      reason: mark,
    })
    await declareAbsence(tx, actor, { personId: author, fromAt: now, untilAt })
    const account = { personId: author, email: `author-${house.domain}@${house.domain}`, password: newPassword() }
    await createAccountWithPassword(tx, actor, { ...account, mustChangePassword: false })
    await issueCredentialFor(tx, actor, { personId: author, label: mark })
    await registerSystemSender(tx, actor, {
      address: `batch@${house.domain}`,
      ownerId: office,
      mailKind: mark,
      dailyRecipientLimit: 10,
    })
    // A gate like any other, whose glass one person has asked to break.
    const expiresAt = new Date(now.getTime() + 3_600_000)
    const guest = { purpose: 'vendors:confirm-roster', name: mark, address: `guest@${house.domain}`, expiresAt }
    const { id: subjectId, personId: authorId } = await issueGuestLink(tx, actor, guest)
    const { id: unitId } = await tx.selectFrom('unit').select('id').limit(1).executeTakeFirstOrThrow()
    const content = { mark }
    const { revisionHash } = await openGate(tx, rosterConfirmationGate, {
      subjectId,
      authorId,
      unitId,
      content,
      coolDownSeconds: 0,
    })
    const asked = { subjectId, revisionHash, actor: house.actor('office'), reason: mark, expiresAt }
    await openBreakGlass(tx, rosterConfirmationGate, asked)
    const [notice] = definedNotices()
    await notify(tx, { personId: author, kind: notice!, subject: { kind: 'trial', id: newId() }, link: '/', facts: {} })
    for (const table of ['person', 'party', 'engagement'] as const)
      await sql`update ${sql.table(table)} set name = name || ${mark}`.execute(tx)
    await saveMailList(tx, house.actor('office'), {
      address: `list@${house.domain}`,
      name: mark,
      members: [`one@${house.domain}`],
      version: 0,
    })
    await addPrintRows(tx, author, mark)
    await addFoundRows(tx, office, mark)
    const owed = {
      subject: { kind: 'engagement', id: house.prefX },
      dueOn: '2099-12-01',
      basis: 'vendor-roster-monthly',
    }
    await openObligation(tx, rosterObligation, { actor, ...owed, unitId })
    await sql`insert into outside_mailbox_message (id, mail_id, file_id, envelope_sender, recipients, subject_line, byte_count, sha256)
      select ${newId()}, id, file_id, envelope_sender, '{}', ${mark}, byte_count, sha256 from outbound_mail limit 1`.execute(
      tx,
    )
  })
  const ids: Record<string, string> = {}
  for (const table of new Set([...Object.values(TABLE_OF), ...Object.values(ON_ROUTE)])) {
    const column = table === 'organisation' ? 'org_id' : 'id'
    const [row] = await db.asOwner<{ id: string }>(`select ${column} as id from ${table} where org_id = $1 limit 1`, [
      house.orgId,
    ])
    if (!row) throw new Error(`the company of the test has no ${table}`)
    ids[table] = row.id
  }
  return { house, ids }
}

beforeAll(async () => {
  web = await startRealWeb(db)
  // The mail room of the companies has a vault of its own, and a database one master key.
  keepNotesIn(undefined)
  const room = await openMailRoom(db)
  const { port } = await room.front()
  ours = await buildCompany('自社', port)
  theirs = await buildCompany(BEYOND, port)
  await room.close()
  // May do everything at home.
  const [personId, email, password] = [newId(), 'everything@ours.example', newPassword()]
  await db.inOrganisation(ours.house.orgId, async (tx) => {
    const actor = { orgId: ours.house.orgId, kind: 'system', part: 'test' } as const
    await tx.insertInto('person').values({ id: personId, name: '何でもできる人' }).execute()
    const unit = await tx.selectFrom('unit').where('kind', '=', 'company').select('id').executeTakeFirstOrThrow()
    for (const role of ROLES.filter((one) => one !== 'audit_officer'))
      await tx
        .insertInto('membership')
        .values({ id: newId(), person_id: personId, unit_id: unit.id, role, from_on: '2020-04-01' })
        .execute()
    await createAccountWithPassword(tx, actor, { personId, email, password, mustChangePassword: false })
  })
  client = openClient(web.url)
  await client.call(signInEndpoint, { email, password })
})
afterAll(() => web.close())

const tableOf = (route: string, field: string): string => {
  const table = ON_ROUTE[`${route} ${field}`] ?? (field === 'cursor' ? 'person' : TABLE_OF[field])
  if (!table) throw new Error(`${route}: which table is ${field} about? Say so in TABLE_OF`)
  return table
}

/** Everything of one company, in one value. */
async function everythingOf(orgId: string): Promise<Record<string, string>> {
  const tables = await db.asOwner<{ name: string }>(`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'org_id'`)
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await db.asOwner<{ all: string }>(
      `select coalesce(md5(string_agg(t::text, '' order by t::text)), '') as all from "${name}" t where org_id = $1`,
      [orgId],
    )
    found[name] = row!.all
  }
  return found
}

test('the ids of another company open nothing, show nothing and change nothing', async () => {
  const before = await everythingOf(theirs.house.orgId)
  const wrong: string[] = []
  let tried = 0
  for (const { endpoint } of web.routes) {
    const route = `${endpoint.method} ${endpoint.path}`
    const fields = idFieldsOf(endpoint)
    for (const foreign of fields) {
      const ids = Object.fromEntries(
        fields.map((field) => [field, (field === foreign ? theirs : ours).ids[tableOf(route, field)]!]),
      )
      tried += 1
      // As text where there is a choice, so that what leaks can be seen.
      const asText = endpoint.path.endsWith('/export') ? { format: 'csv' } : {}
      const answer = await client.send(endpoint, { ...sampleInput(endpoint, ids), ...asText })
      const text = await answer.text()
      const isEmptyList = endpoint.method === 'GET' && answer.status === 200 && /"items":\[\]/.test(text)
      const isNo = [400, 401, 403, 404, 409, 410].includes(answer.status)
      if (text.includes(BEYOND) || text.includes(theirs.house.domain)) wrong.push(`${route} ${foreign}: shows theirs`)
      else if (!isNo && !isEmptyList && !HARMLESS.has(`${route} ${foreign}`))
        wrong.push(`${route} ${foreign} → ${answer.status} ${text.slice(0, 120)}`)
    }
  }
  expect(wrong, web.logged.join('')).toEqual([])
  expect(tried).toBeGreaterThan(60)
  expect(await everythingOf(theirs.house.orgId)).toEqual(before)
})

/** Answered 200 because the foreign id is one of no row here: nothing is found, and nothing done. */
const HARMLESS = new Set([
  // A filter that nobody fits: an empty list, here as a file.
  'GET /api/people/export unitId',
  'POST /api/notices/read-all upToId',
])
