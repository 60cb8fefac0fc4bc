import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueCredential } from '../../src/kernel/access/contract.ts'
import { approveMail, type MailView } from '../../src/operation/outbound-mail/contract.ts'
import { addWorker } from '../../src/planning/vendors/contract.ts'
import { handOver, oddMail, ownMail, selfCheck } from '../harness/mail-by-hand.ts'
import { CLIENT_DOMAIN, foundRealOrganisation, type RealOrganisation, today } from '../harness/real-organisation.ts'
import { databaseUrls, printed, type RunningSekisho, startSekisho } from '../harness/running-sekisho.ts'

/**
 * 自分のメールを自分で承認する: refused by the rule, through the API; and with the rule taken out, which here means to
 * write the decision straight into the table as the application does, by the database.
 */
const LONG = 400_000
let folder: string
let sekisho: RunningSekisho
let real: RealOrganisation
let mail: MailView

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-own-'))
  sekisho = await startSekisho({ data: join(folder, 'data') })
  real = await foundRealOrganisation(sekisho.url, printed.setupCode(sekisho))
  // The author holds the right to approve, and is the supervisor of the workplace: nothing but the rule is in the way.
  const { supervisor, officer, engagementId } = real
  await officer.client.call(addWorker, { engagementId, personId: supervisor.personId, fromOn: today() })
  const { login, secret } = await supervisor.client.call(issueCredential, { label: '試験' })
  const to = `uketsuke@${CLIENT_DOMAIN}`
  await handOver(sekisho.smtpPort, {
    from: supervisor.address,
    to: [to],
    bytes: oddMail('own approval', supervisor.address, to),
    auth: { user: login, pass: secret },
  })
  mail = await selfCheck(supervisor.client, await ownMail(supervisor.client, 'own approval'))
}, LONG)
afterAll(async () => {
  await sekisho?.stop()
  await rm(folder, { recursive: true, force: true })
})

const inView = () => ({ mailId: mail.id, revisionHash: mail.panel!.revisionHash, findingIds: [], secondsInView: 30 })

test('規則が断る: API から自分のメールを承認できない', { timeout: LONG }, async () => {
  const { client } = real.supervisor
  await expect(client.call(approveMail, inView())).rejects.toMatchObject({ status: 409, code: 'same_person' })
  await expect(client.call(approveMail, { ...inView(), actingFor: real.officer.personId })).rejects.toMatchObject({
    status: 409,
    code: 'same_person',
  })
})

interface Opening {
  readonly [column: string]: unknown
  readonly org_id: string
}

/** Writes an approval into the table as the application's role, in the organisation, with nothing of ours in between. */
async function insertApproval(change: Readonly<Record<string, unknown>>): Promise<void> {
  const { app, owner } = await databaseUrls(join(folder, 'data'))
  const [reader, writer] = [new pg.Client(owner), new pg.Client(app)]
  await reader.connect()
  const { rows } = await reader.query<Opening>(
    `select o.org_id, o.id as opening_id, o.author_id, r.number as revision, r.revision_hash, m.author_unit_id as unit_id
     from gate_opening o join gate_revision r on r.org_id = o.org_id and r.opening_id = o.id
     join outbound_mail m on m.org_id = o.org_id and m.id = o.subject_id
     where o.subject_id = $1 order by r.number desc limit 1`,
    [mail.id],
  )
  await reader.end()
  const { org_id: orgId, ...opening } = rows[0]!
  const row: Record<string, unknown> = {
    id: crypto.randomUUID(),
    ...opening,
    check_id: 'approval',
    check_kind: 'approve',
    check_side: 'any',
    person_id: real.supervisor.personId,
    role: 'supervisor',
    outcome: 'pass',
    via: 'by hand',
    ...change,
  }
  await writer.connect()
  try {
    await writer.query('begin')
    await writer.query(`select set_config('app.org', $1, true)`, [orgId])
    const names = Object.keys(row)
    await writer.query(
      `insert into gate_decision (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      names.map((name) => row[name]),
    )
    await writer.query('rollback')
  } finally {
    await writer.end()
  }
}

test('規則を外しても、データベースが断る', { timeout: LONG }, async () => {
  await expect(insertApproval({})).rejects.toThrow(/author_never_approves|gate_decision_one_pass/)
  // Under another revision it is still the author, and still an approval.
  const after = { revision: 2, outcome: 'refuse' }
  await expect(insertApproval(after)).rejects.toThrow(/author_never_approves/)
  // To name another author, another kind of check, or to act in the author's place opens no way round it.
  await expect(insertApproval({ ...after, author_id: real.officer.personId })).rejects.toThrow(/foreign key/)
  await expect(insertApproval({ ...after, revision: 1, check_kind: 'attest' })).rejects.toThrow(/foreign key/)
  await expect(
    insertApproval({ person_id: real.officer.personId, acting_for_id: real.supervisor.personId }),
  ).rejects.toThrow(/nobody_approves_for_the_author/)
})

test(
  '同じ書き込みでも、ほかの人の承認なら通る: 断ったのは人のためであって、書き方のためではない',
  { timeout: LONG },
  async () => {
    await expect(insertApproval({ person_id: real.officer.personId })).resolves.toBeUndefined()
  },
)
