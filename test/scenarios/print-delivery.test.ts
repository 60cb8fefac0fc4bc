import { expect, test } from 'vitest'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { data, LONG, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** 納品までの道を外れようとする人: steps that are skipped, papers that are forged, and what changed after the delivery. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const {
  as,
  newJob,
  put,
  verify,
  look,
  stageOf,
  states,
  decide,
  handInSettings,
  passSettings,
  passProof,
  passProduction,
} = house

test('テストデータをそのまま刷った校正紙は、実データのテスト印刷ではない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  const rows = noticeCsv(testHouseholds()).toString('utf8')
  // Saved again, a part of it, and it is the test data all the same.
  const lines = rows.split('\r\n')
  await put(jobId, 'proof_data', 'a-worker', Buffer.from(`${lines.slice(0, 9).join('\r\n')}\r\n`))
  await put(jobId, 'proof')
  await verify(jobId, 'proof')
  const { state, panel } = stageOf(await look(jobId), 'proof')
  expect([state, panel.stations.flatMap(({ findings }) => findings.map(({ rule }) => rule))]).toEqual([
    'stopped',
    ['proof-of-test-data'],
  ])
  await expect(decide('a-worker', jobId, 'proof', 'proof-presented')).rejects.toMatchObject({ code: 'check_not_ready' })
  await put(jobId, 'proof_data', 'a-worker', noticeCsv(data))
  await verify(jobId, 'proof')
  expect((await states(jobId))[1]).toBe('waiting')
})

test('何も言わない説明は、説明ではない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const other = NOTICE_SPECIFICATION.replace('area: [18, 42, 186, 8]', 'area: [18, 43, 186, 8]')
  await put(jobId, 'specification', 'a-worker', Buffer.from(other))
  const printer = await as('a-worker')
  const { items } = await printer.call(prints.listDifferences, { jobId })
  const explain = (text: string) =>
    printer.call(prints.explainDifference, { jobId, differenceId: items[0]!.differenceId, text })
  for (const text of ['。', '-----', '\u200B\u200B', '…', '1'])
    await expect(explain(text)).rejects.toMatchObject({ status: 400 })
  await explain('用紙の変更')
  expect((await states(jobId))[0]).toBe('waiting')
})

let jobId: string
async function deliver() {
  await (
    await as('own2-second')
  ).call(prints.registerLot, { jobId, ...((await look(jobId)).lot && { reason: '刷り直した。' }) })
  const { opener, revisionHash } = await house.open(jobId)
  const { findings } = await opener.call(prints.readSample, { jobId })
  await opener.call(prints.finishOpening, { jobId, revisionHash, findingIds: findings.map(({ id }) => id!) })
  await decide('own2-worker', jobId, 'delivery', 'sample-witnessed')
  await decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')
  return revisionHash
}

test('納品書は一つの許可で一枚。案件名に行を足せず、あとの変更は納品書を古い版にする', { timeout: LONG }, async () => {
  jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  const keeper = await as('own2-worker')
  const { engagements } = await keeper.call(prints.listPrintJobChoices, {})
  const { engagementId, printers } = engagements.find(({ name }) => name.startsWith('X市'))!
  const forged = '支払通知書\r\n\r\n■ 全件照合'
  const job = { title: forged, engagementId, partyId: printers[0]!.partyId }
  await expect(keeper.call(prints.addPrintJob, job)).rejects.toMatchObject({ status: 400 })
  await db.asOwner('update print_job set title = $1 where id = $2', [forged, jobId])
  const revisionHash = await deliver()
  // Asked for by several at once, it is made once.
  const make = async (who: string) => (await as(who)).send(prints.makeHandOver, { jobId, revisionHash })
  const made = await Promise.all(['own2-worker', 'own2-second', 'a-worker', 'own2-supervisor'].map(make))
  expect(made.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
  const { handOver } = await look(jobId)
  expect(handOver).toMatchObject({ number: 1, isCurrent: true })
  const paper = await keeper.send(prints.downloadHandOver, { jobId, handOverId: handOver!.handOverId })
  const lines = (await paper.text()).split('\r\n')
  expect(lines.filter((line) => line === '■ 全件照合')).toHaveLength(1)
  // Another PDF: what was delivered stays on record, and is the paper of another revision.
  await put(jobId, 'pdf')
  expect((await look(jobId)).handOver).toMatchObject({ number: 1, isCurrent: false })
  const old = await keeper.send(prints.downloadHandOver, { jobId, handOverId: handOver!.handOverId })
  expect(decodeURIComponent(old.headers.get('content-disposition')!)).toContain('旧版')
  expect((await make('own2-worker')).status).toBe(409)
  await verify(jobId, 'production')
  await decide('own2-worker', jobId, 'production', 'process-hearing')
  const second = await deliver()
  // While it is handed over, the PDF is replaced: whichever comes first, no paper is of another revision than its own.
  const [handed] = await Promise.all([
    keeper.send(prints.makeHandOver, { jobId, revisionHash: second }),
    put(jobId, 'pdf'),
  ])
  expect([200, 409]).toContain(handed.status)
  expect((await look(jobId)).handOver).toMatchObject({ number: handed.status === 200 ? 2 : 1, isCurrent: false })
})

test(
  'お客様の会社が案件を離れると、ゲストのリンクは何も開かず、案件が終わると何も出せない',
  { timeout: LONG },
  async () => {
    const guest = await house.clientOf(jobId)
    const ask = async () => (await guest.send(prints.readProofQuestion, {})).status
    expect(await ask()).toBe(200)
    const { slots } = await look(jobId)
    const fileId = slots.find(({ slot }) => slot === 'proof')!.files[0]!.fileId
    const of = `where engagement_id = (select engagement_id from print_job where id = '${jobId}')
    and party_id = (select client_id from print_job where id = '${jobId}')`
    await db.asOwner(`update engagement_party set ended_at = now() ${of}`)
    expect(await ask()).toBe(403)
    expect((await guest.send(prints.guestProofImage, { fileId, page: '1' })).status).toBe(403)
    expect((await house.answerOf(jobId, guest, true)).status).toBe(403)
    await db.asOwner(`update engagement_party set ended_at = null ${of}`)
    expect(await ask()).toBe(200)
    await verify(jobId, 'production')
    await decide('own2-worker', jobId, 'production', 'process-hearing')
    const revisionHash = await deliver()
    await db.asOwner(
      `update engagement set status = 'closed' where id = (select engagement_id from print_job where id = $1)`,
      [jobId],
    )
    const keeper = await as('own2-worker')
    const ended = { code: 'engagement_not_running' }
    await expect(put(jobId, 'data', 'own2-worker', noticeCsv(data))).rejects.toMatchObject(ended)
    await expect(keeper.call(prints.makeHandOver, { jobId, revisionHash })).rejects.toMatchObject(ended)
    await expect(
      (await as('own2-second')).call(prints.registerLot, { jobId, reason: '追加で刷った。' }),
    ).rejects.toMatchObject(ended)
  },
)
