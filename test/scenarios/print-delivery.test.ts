import { expect, test } from 'vitest'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { startVerification } from '../../src/operation/print-checks/index.ts'
import { data, LONG, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** 納品までの道を外れようとする人: steps that are skipped, papers that are forged, and what changed after the delivery. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, newJob, newJobToDeliver, put, verify, look, stageOf, states, decide, handInSettings, passSettings } = house

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

test(
  '納品書は一つの許可で一枚。途中で照合や案件が変われば作れず、あとで変われば古い版になる',
  { timeout: LONG },
  async () => {
    jobId = await newJobToDeliver()
    const [keeper, second] = [await as('own2-worker'), await as('own2-second')]
    const { engagements } = await keeper.call(prints.listPrintJobChoices, {})
    const { engagementId, printers } = engagements.find(({ name }) => name.startsWith('X市'))!
    const forged = '支払通知書\r\n\r\n■ 全件照合'
    const job = { title: forged, engagementId, partyId: printers[0]!.partyId }
    await expect(keeper.call(prints.addPrintJob, job)).rejects.toMatchObject({ status: 400 })
    await db.asOwner('update print_job set title = $1 where id = $2', [forged, jobId])
    // What is not counted yet would stand as nothing on the paper, and the ends of its files be opened by chance alone.
    const again = () =>
      db.inOrganisation(house.demo.orgId, (tx) =>
        startVerification(tx, house.actor('a-worker'), { jobId, kind: 'production' }),
      )
    await again()
    expect((await states(jobId))[2]).toBe('passed')
    const register = () => second.call(prints.registerLot, { jobId, badShare: 0.05, confidence: 0.9 })
    await expect(register()).rejects.toMatchObject({ code: 'verification_runs' })
    await verify(jobId, 'production')
    await register()
    const { opener, revisionHash } = await house.open(jobId)
    await opener.call(prints.finishOpening, { jobId, revisionHash })
    await decide('own2-worker', jobId, 'delivery', 'sample-witnessed')
    await decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')

    const make = async (who: string) => (await as(who)).send(prints.makeHandOver, { jobId, revisionHash })
    const refusalOf = async (answer: Response) => ((await answer.json()) as { refusal: { code: string } }).refusal.code
    await again()
    expect(await refusalOf(await make('own2-worker'))).toBe('verification_runs')
    await verify(jobId, 'production')
    // An engagement that is over.
    const inStatus = (status: string) =>
      db.asOwner('update engagement set status = $1 where id = $2', [status, engagementId])
    await inStatus('closed')
    const ended = { code: 'engagement_not_running' }
    expect(await refusalOf(await make('own2-worker'))).toBe(ended.code)
    await expect(put(jobId, 'data', 'own2-worker', noticeCsv(data))).rejects.toMatchObject(ended)
    await expect(second.call(prints.redrawSample, { jobId, reason: '引き直す。' })).rejects.toMatchObject({
      code: 'sample_opened',
    })
    await inStatus('active')
    // Asked for by several at once, it is made once.
    const made = await Promise.all(['own2-worker', 'own2-second', 'a-worker', 'own2-supervisor'].map(make))
    expect(made.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
    const { handOver } = await look(jobId)
    expect(handOver).toMatchObject({ number: 1, isCurrent: true })
    const paper = async () => keeper.send(prints.downloadHandOver, { jobId, handOverId: handOver!.handOverId })
    const lines = (await (await paper()).text()).split('\r\n')
    expect(lines.filter((line) => line === '■ 全件照合')).toHaveLength(1)
    expect(lines).toContainEqual(expect.stringContaining('用紙 30枚、宛先 30件'))
    // Another PDF: what was delivered stays on record, and is the paper of another revision.
    await put(jobId, 'pdf')
    expect((await look(jobId)).handOver).toMatchObject({ number: 1, isCurrent: false })
    expect(decodeURIComponent((await paper()).headers.get('content-disposition')!)).toContain('旧版')
    expect((await make('own2-worker')).status).toBe(409)
  },
)

test('お客様の会社が案件を離れると、ゲストのリンクは何も開かない', { timeout: LONG }, async () => {
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
})

test('登録のあとで案件がお客様の校了を求めるようになれば、それも待つ', { timeout: LONG }, async () => {
  const of = `where engagement_id = (select engagement_id from print_job where id = '${jobId}') and relation = 'client'`
  await db.asOwner(`update engagement_party set must_client_sign_off = false ${of}`)
  const before = await newJob()
  await passSettings(before)
  await house.handInProof(before)
  await db.asOwner(`update engagement_party set must_client_sign_off = true ${of}`)
  const { missing } = stageOf(await look(before), 'proof')
  // Nobody of the client was asked yet: it is for those of ours who can ask.
  expect(missing.find(({ code }) => code === 'client_sign_off')!.people).toEqual(['見本 八重', '見本 九子'])
  const signOff = () => decide('own2-supervisor', before, 'proof', 'proof-sign-off')
  await expect(signOff()).rejects.toMatchObject({ code: 'check_not_ready' })
  await house.answerOf(before, await house.clientOf(before), true)
  await signOff()
  expect((await states(before))[1]).toBe('passed')
})
