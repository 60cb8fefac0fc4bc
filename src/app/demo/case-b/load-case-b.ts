import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../../kernel/db/database.ts'
import { addPerson, personByAddress } from '../../../kernel/people/index.ts'
import {
  addPrintJob,
  adoptFile,
  decidePrintCheck,
  type PrintEquipment,
  recordMeeting,
  signOffForClient,
  stageHash,
  startVerification,
  verifyRun,
} from '../../../operation/print-checks/index.ts'
import { PEOPLE } from '../deck.ts'
import { drawNotices } from './draw-notices.ts'
import { households } from './households.ts'
import { noticeCsv, testHouseholds } from './notice-data.ts'
import { NOTICE_SPECIFICATION } from './notice.ts'

export const CASE_B_TITLE = 'こども加算給付 支払通知書'
const CLIENT = { name: '見本 市子', address: 'ichiko.mihon@x-city.example' }
const PROOF_COUNT = 20

interface Loading {
  readonly database: Database
  readonly orgId: string
  readonly equipment: PrintEquipment
  readonly actorOf: (key: string) => Actor
  readonly jobId: string
}

/**
 * Puts case B into the demonstration, through the same operations that people use: settings and proof have passed, by the
 * printer's person, the client and 自社; then comes the production PDF with its backs shifted, as it was printed. The worker
 * verifies it like any other. Does nothing where it is there already.
 */
export async function loadCaseB(database: Database, orgId: string, equipment: PrintEquipment): Promise<void> {
  const prepared = await inOrganisation(database, orgId, (tx) => prepare(tx, orgId, equipment))
  if (!prepared) return
  const { jobId, personIds, clientId } = prepared
  const actorOf = (key: string): Actor => ({
    orgId,
    personId: key === 'client' ? clientId : personIds.get(key)!,
    kind: 'account',
    via: 'demo.load-case-b',
  })
  const loading: Loading = { database, orgId, equipment, actorOf, jobId }
  const [specification, test] = [Buffer.from(NOTICE_SPECIFICATION), testHouseholds()]
  await put(loading, 'test_specification', specification, '設定-テスト.yaml')
  await put(loading, 'test_data', noticeCsv(test), 'テストデータ.csv')
  await put(loading, 'test_pdf', await drawNotices(test), 'テスト出力.pdf')
  await put(loading, 'specification', specification, '設定-本番.yaml')
  await verify(loading, 'test')
  await decide(loading, 'a-worker', 'settings', 'specification-settled')
  await decide(loading, 'own2-supervisor', 'settings', 'check-meeting', await meet(loading))

  const all = households()
  const excerpt = all.slice(0, PROOF_COUNT)
  await put(loading, 'proof_data', noticeCsv(excerpt), '校正用.csv')
  await put(loading, 'proof', await drawNotices(excerpt), '校正紙.pdf')
  await verify(loading, 'proof')
  await decide(loading, 'a-worker', 'proof', 'proof-presented')
  await inOrganisation(database, orgId, async (tx) =>
    signOffForClient(
      tx,
      actorOf('client'),
      { jobId, revisionHash: await stageHash(tx, jobId, 'proof'), isRight: true, secondsInView: 60 },
      equipment,
    ),
  )
  await decide(loading, 'own2-supervisor', 'proof', 'proof-sign-off')

  await put(loading, 'data', noticeCsv(all), '支給対象者.csv')
  await put(loading, 'pdf', await drawNotices(all, { shiftedFrom: 1 }), '支払通知書-本番.pdf')
  await inOrganisation(database, orgId, (tx) =>
    startVerification(tx, actorOf('a-worker'), { jobId, kind: 'production' }),
  )
}

/** The job and who takes part; undefined where the demonstration has it, or has lost its people. */
async function prepare(tx: Tx, orgId: string, equipment: PrintEquipment) {
  const { is_demo } = await tx.selectFrom('organisation').select('is_demo').executeTakeFirstOrThrow()
  const there = await tx.selectFrom('print_job').where('title', '=', CASE_B_TITLE).select('id').executeTakeFirst()
  if (!is_demo || there) return undefined
  const actor = { orgId, kind: 'system', part: 'demo.load-case-b' } as const
  const personIds = new Map<string, string>()
  for (const { key, address } of PEOPLE) {
    const person = await personByAddress(tx, address)
    if (person) personIds.set(key, person.id)
  }
  const engagement = await tx
    .selectFrom('engagement as e')
    .innerJoin('engagement_party as v', (join) =>
      join.onRef('v.engagement_id', '=', 'e.id').on('v.relation', '=', 'vendor'),
    )
    .innerJoin('engagement_party as c', (join) =>
      join.onRef('c.engagement_id', '=', 'e.id').on('c.relation', '=', 'client'),
    )
    .where('c.must_client_sign_off', '=', true)
    .select(['e.id', 'v.party_id as printerId', 'c.party_id as clientId'])
    .executeTakeFirst()
  const authorId = personIds.get('a-worker')
  if (!engagement || !authorId) return undefined
  const client = await addPerson(tx, actor, {
    name: CLIENT.name,
    addresses: [CLIENT.address],
    partyId: engagement.clientId,
  })
  const job = { title: CASE_B_TITLE, engagementId: engagement.id, partyId: engagement.printerId, personId: authorId }
  const { id: jobId } = await addPrintJob(tx, actor, job, equipment)
  return { jobId, personIds, clientId: client.id }
}

async function put(
  { database, orgId, equipment, actorOf, jobId }: Loading,
  slot: Parameters<typeof adoptFile>[2]['slot'],
  bytes: Buffer,
  name: string,
): Promise<void> {
  const pending = await equipment.vault.receive(Readable.from([bytes]))
  await inOrganisation(database, orgId, (tx) =>
    adoptFile(tx, actorOf('a-worker'), { jobId, slot, isFurther: false, name }, pending, equipment),
  )
}

async function verify({ database, orgId, equipment, actorOf, jobId }: Loading, kind: 'test' | 'proof') {
  const runId = await inOrganisation(database, orgId, (tx) =>
    startVerification(tx, actorOf('a-worker'), { jobId, kind }),
  )
  // At once, since what follows stands on it; the queued job then finds it done.
  const context = {
    signal: new AbortController().signal,
    isLastAttempt: false,
    reportProgress: () => Promise.resolve(),
  }
  await verifyRun(database, orgId, runId, context, equipment)
}

/** チェック会議 about the settings, as it ought to have been held. */
async function meet({ database, orgId, equipment, actorOf, jobId }: Loading): Promise<string> {
  return inOrganisation(database, orgId, async (tx) =>
    recordMeeting(
      tx,
      actorOf('own2-worker'),
      {
        jobId,
        revisionHash: await stageHash(tx, jobId, 'settings'),
        heldOn: jstDay(await instantOf(tx)),
        ourPeople: '見本 八重、見本 十和',
        printersPeople: '見本 エイ太',
        points: [
          {
            point: '差し込む項目と、表と裏の組み合わせ',
            answer: '表と裏は世帯番号で組み合わせる。行の順番では組み合わせない。',
          },
          { point: 'テストの結果(子の多い世帯、長い氏名、外字、空欄)', answer: '全件一致。指摘なし。' },
          { point: 'テストと本番の設定の違いと、その理由', answer: '違いなし。' },
          {
            point: 'このあと変わるかもしれないことと、変わったときの連絡',
            answer: '設定を変えるときは、印刷の前に委託元へ知らせ、会議を開き直す。',
          },
        ],
        decided: 'この設定で校正へ進む。',
      },
      equipment,
    ),
  )
}

async function decide(
  { database, orgId, equipment, actorOf, jobId }: Loading,
  who: string,
  stage: 'settings' | 'proof',
  check: string,
  meetingId?: string,
): Promise<void> {
  const asked = { jobId, stage, check, meetingId }
  await inOrganisation(database, orgId, async (tx) =>
    decidePrintCheck(
      tx,
      actorOf(who),
      { ...asked, outcome: 'pass', revisionHash: await stageHash(tx, jobId, stage), secondsInView: 60 },
      equipment,
    ),
  )
}
