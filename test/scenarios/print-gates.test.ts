import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { tellShutLink } from '../../src/app/composition/guest-link-shut.ts'
import { testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import { confirmGuestCodeEndpoint, openGuestLinkEndpoint } from '../../src/kernel/access/contract.ts'
import { issueGuestLink } from '../../src/kernel/access/index.ts'
import { instantOf, type Tx } from '../../src/kernel/db/database.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { recordMeeting } from '../../src/operation/print-checks/index.ts'
import { openClient } from '../harness/api-client.ts'
import { LONG, specification, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** The gates of a print job, tried through the API as those who must not pass them. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, actor, newJob, newJobToDeliver, put, verify, look, stageOf, states, decide } = house
const { handInSettings, meet, approveSettings, passSettings, handInProof, clientOf, guestOn, answerOf } = house

test('印刷会社の人は、自社の承認も校了もできず、起案者は自分の仕様を承認できない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const meeting = (who: string) => decide(who, jobId, 'settings', 'check-meeting')
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await meet(jobId)
  await expect(meeting('a-worker')).rejects.toMatchObject({ code: 'same_person' })
  for (const printer of ['a-supervisor', 'own2-second', 'own-supervisor'])
    await expect(meeting(printer)).rejects.toMatchObject({ code: 'not_allowed' })
  // Another vendor's people do not even know of the job.
  for (const stranger of ['f-listed', 'f-supervisor'])
    await expect(meeting(stranger)).rejects.toMatchObject({ code: 'not_found' })
  // Our own people of another unit know that there is a job, and see nothing of anybody in it.
  const onlooker = await as('own-worker')
  const { slots } = await onlooker.call(prints.readPrintJob, { jobId })
  const fileId = slots.find(({ slot }) => slot === 'test_data')!.files[0]!.fileId
  for (const who of [onlooker, await as('f-listed')])
    expect([403, 404]).toContain((await who.send(prints.downloadPrintFile, { jobId, fileId })).status)
  expect((await (await as('a-worker')).send(prints.downloadPrintFile, { jobId, fileId })).status).toBe(200)
  await meeting('own2-supervisor')
  await handInProof(jobId)
  const signOff = (who: string) => decide(who, jobId, 'proof', 'proof-sign-off')
  for (const printer of ['a-supervisor', 'a-worker'])
    await expect(signOff(printer)).rejects.toMatchObject({ status: expect.any(Number) as number })
  const { revisionHash } = stageOf(await look(jobId), 'proof').panel
  for (const who of ['a-supervisor', 'own2-supervisor'])
    await expect(
      (await as(who)).call(prints.signOffForClient, { jobId, revisionHash, isRight: true }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
  await signOff('own2-supervisor')
  // The client has not answered: signed by one side alone, it does not pass.
  expect(await states(jobId)).toEqual(['passed', 'waiting', 'later', 'later'])
})

test('出した人は、自分の出したものを承認できない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  await put(jobId, 'specification', 'own2-supervisor', specification)
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await meet(jobId)
  await expect(decide('own2-supervisor', jobId, 'settings', 'check-meeting')).rejects.toMatchObject({
    code: 'same_person',
  })
})

test(
  'チェック会議は、いまの設定についての記録があってはじめて承認でき、記録は仕様確定を取り消さない',
  { timeout: LONG },
  async () => {
    const jobId = await newJob()
    const settings = async () => stageOf(await look(jobId), 'settings')
    const codes = async () => (await settings()).missing.map(({ code }) => code)
    const approve = () => decide('own2-supervisor', jobId, 'settings', 'check-meeting')
    const waits = { code: 'check_not_ready' }
    await handInSettings(jobId)
    expect(await codes()).toEqual(['decision', 'meeting'])
    await expect(meet(jobId), 'nothing is settled yet').rejects.toMatchObject(waits)
    await decide('a-worker', jobId, 'settings', 'specification-settled')
    const { revisionHash: settled } = (await settings()).panel
    const [next] = (await settings()).missing
    expect(next).toMatchObject({ code: 'meeting', people: expect.arrayContaining(['見本 十和']) as string[] })
    await expect(approve()).rejects.toMatchObject(waits)

    // The printer's people and those of another unit record nothing; a day that is to come, or another revision, is refused.
    for (const who of ['a-worker', 'a-supervisor', 'own-worker'])
      await expect(meet(jobId, {}, who), who).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(meet(jobId, { heldOn: '2999-01-01' })).rejects.toMatchObject({ code: 'day_in_future' })
    await expect(
      (await as('own2-worker')).call(prints.recordMeeting, { jobId, revisionHash: '0'.repeat(64), ...house.meeting }),
    ).rejects.toMatchObject({ code: 'stale_revision' })
    expect((await look(jobId)).meeting).toBeUndefined()

    const met = await meet(jobId)
    expect(met.meeting).toMatchObject({
      ...house.meeting,
      isCurrent: true,
      shown: { revisionHash: settled, sheetCount: testHouseholds().length, differenceCount: 0 },
    })
    expect((await settings()).panel).toMatchObject({ revisionHash: settled })
    expect(await codes()).toEqual(['decision'])

    // Handed in anew: the meeting was about what lay there before.
    await put(jobId, 'specification', 'a-worker', specification)
    expect((await look(jobId)).meeting).toMatchObject({ isCurrent: false })
    await decide('a-worker', jobId, 'settings', 'specification-settled')
    expect(await codes()).toEqual(['meeting'])
    await expect(approve()).rejects.toMatchObject(waits)
    // What is recorded first can be put right until it is approved, by the supervisor, too.
    await meet(jobId)
    await meet(jobId, { decided: '裏面の余白を1mm広げ、この設定で校正へ進む。' }, 'own2-supervisor')
    await approve()
    expect(await states(jobId)).toEqual(['passed', 'waiting', 'later', 'later'])
    expect((await look(jobId)).meeting).toMatchObject({ decided: '裏面の余白を1mm広げ、この設定で校正へ進む。' })
    await expect(meet(jobId)).rejects.toMatchObject({ code: 'already_decided' })
    const told = await db.asOwner<{ count: number }>(
      `select count(*)::int as count from event where type = 'print_job.meeting_recorded' and subject_id = $1`,
      [jobId],
    )
    expect(told).toEqual([{ count: 3 }])
  },
)

test(
  'チェック会議の承認は、承認者が読んだ記録を名指しし、そのあいだに記録が直されていれば通らない',
  { timeout: LONG },
  async () => {
    const jobId = await newJob()
    const approve = (meetingId?: string, more: object = {}) =>
      decide('own2-supervisor', jobId, 'settings', 'check-meeting', { meetingId, ...more })
    await handInSettings(jobId)
    await decide('a-worker', jobId, 'settings', 'specification-settled')
    const { meetingId: read } = (await meet(jobId)).meeting!
    const { meetingId: corrected } = (await meet(jobId, { decided: '裏面の書体を直し、もう一度会議を開く。' })).meeting!
    const changed = { code: 'meeting_changed', status: 409 }
    for (const [stale, why] of [
      [read, 'corrected since'],
      [undefined, 'names none'],
      [randomUUID(), 'another'],
    ] as const)
      await expect(approve(stale), why).rejects.toMatchObject(changed)
    expect(await states(jobId)).toEqual(['waiting', 'later', 'later', 'later'])
    const namedIn = async (outcome: string) =>
      db.asOwner<{ evidence_id: string; commitment: string }>(
        `select d.evidence_id, d.evidence_sha256 as commitment from gate_decision d
           join gate_opening o on o.org_id = d.org_id and o.id = d.opening_id
         where o.subject_id = $1 and d.check_id = 'check-meeting' and d.outcome = $2`,
        [jobId, outcome],
      )
    await approve(corrected)
    const [meeting] = await db.asOwner<{ commitment: string }>('select commitment from print_meeting where id = $1', [
      corrected,
    ])
    expect(await namedIn('pass')).toEqual([{ evidence_id: corrected, commitment: meeting!.commitment }])
    expect(
      await db.asOwner(`select facts->>'meetingId' as id, facts->>'outcome' as outcome from event
        where type = 'print_job.meeting_decided' and subject_id = '${jobId}'`),
    ).toEqual([{ id: corrected, outcome: 'pass' }])
    // A "no" waits for nothing: it is taken, whichever record its sayer has read.
    await approve(read, { outcome: 'refuse', comment: '書体がまだ直っていない。' })
    expect(await namedIn('refuse')).toEqual([{ evidence_id: null, commitment: null }])
    expect((await states(jobId))[0]).toBe('stopped')
  },
)

test('同時に直されたチェック会議の記録は、あとに書かれたものが新しい', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  const { revisionHash } = stageOf(await look(jobId), 'settings').panel
  const record = (tx: Tx, decided: string) =>
    recordMeeting(tx, actor('own2-worker'), { jobId, revisionHash, ...house.meeting, decided }, house.equipment)
  // Begun first, written last: what it corrects was recorded in between.
  await db.inOrganisation(house.demo.orgId, async (tx) => {
    await instantOf(tx)
    await db.inOrganisation(house.demo.orgId, (other) => record(other, '先に書かれた記録'))
    await record(tx, 'あとに書かれた記録')
  })
  expect((await look(jobId)).meeting).toMatchObject({ decided: 'あとに書かれた記録' })
})

test('別の会社や別の案件のゲストは校了できず、お客様の指摘は校正紙を止める', { timeout: LONG }, async () => {
  const [jobId, other] = [await newJob(), await newJob()]
  await passSettings(jobId)
  await handInProof(jobId)
  const { printer_id: printerId } = await db.inOrganisation(house.demo.orgId, (tx) =>
    tx.selectFrom('print_job').where('id', '=', jobId).select('printer_id').executeTakeFirstOrThrow(),
  )
  const link = (partyId: string, purpose: string, subjectId: string) =>
    db.inOrganisation(house.demo.orgId, (tx) =>
      issueGuestLink(tx, actor('own2-worker'), {
        partyId,
        purpose,
        subjectId,
        name: 'A社 担当',
        address: `g-${randomUUID()}@a-insatsu.example`,
      }),
    )
  const printers = await guestOn((await link(printerId, 'print-checks:sign-off', jobId)).id)
  expect((await answerOf(jobId, printers, true)).status).toBe(403)
  const forRoster = await guestOn((await link(printerId, 'vendors:confirm-roster', jobId)).id)
  expect((await answerOf(jobId, forRoster, true)).status).toBe(403)
  await put(other, 'proof')
  const ofOther = await clientOf(other)
  expect((await answerOf(jobId, ofOther, true)).status).toBe(409) // another job's proof
  const client = await clientOf(jobId)
  expect((await answerOf(jobId, client, false)).status).toBe(400) // says not what is wrong
  await answerOf(jobId, client, false, '2枚目の氏名の字が違います。')
  const { state, missing } = stageOf(await look(jobId), 'proof')
  expect([state, missing.map(({ code }) => code)]).toEqual(['stopped', ['client_refused', 'decision']])
  await put(jobId, 'proof')
  await verify(jobId, 'proof')
  await decide('a-worker', jobId, 'proof', 'proof-presented')
  await decide('own2-supervisor', jobId, 'proof', 'proof-sign-off')
  expect((await answerOf(jobId, client, true)).status).toBe(200)
  expect((await states(jobId))[1]).toBe('passed')
})

test('変更は、触れた段階とその後を閉じ、前の段階は通ったまま', { timeout: LONG }, async () => {
  const jobId = await newJobToDeliver()
  expect(await states(jobId)).toEqual(['passed', 'passed', 'passed', 'waiting'])
  await put(jobId, 'pdf')
  expect(await states(jobId)).toEqual(['passed', 'passed', 'waiting', 'later'])
  await put(jobId, 'specification', 'a-worker', specification)
  expect(await states(jobId)).toEqual(['waiting', 'later', 'later', 'later'])
})

test('設定の違いは、説明があるまで止まり、確認者が一つずつ見て通す', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const other = Buffer.from(NOTICE_SPECIFICATION.replace('area: [18, 42, 186, 8]', 'area: [18, 43, 186, 8]'))
  await put(jobId, 'specification', 'a-worker', other)
  expect((await states(jobId))[0]).toBe('stopped')
  const printer = await as('a-worker')
  const { items: differences } = await printer.call(prints.listDifferences, { jobId })
  expect(differences.map(({ field, setting }) => [field, setting])).toEqual([['宛名', 'area']])
  await printer.call(prints.explainDifference, {
    jobId,
    differenceId: differences[0]!.differenceId,
    text: '用紙の変更に合わせて1mm下げました。',
  })
  expect((await states(jobId))[0]).toBe('waiting')
  await expect(
    decide('a-worker', jobId, 'settings', 'specification-settled', { findingIds: [] }),
  ).rejects.toMatchObject({ code: 'findings_not_ticked' })
  await approveSettings(jobId)
  expect((await states(jobId))[0]).toBe('passed')
})

test('通った段階も、あとからの「違う」で止まり、後ろはすべて待つ', { timeout: LONG }, async () => {
  const jobId = await newJobToDeliver()
  const late = await clientOf(jobId)
  const printer = await as('a-worker')
  await printer.call(prints.registerLot, { jobId })
  const { opener, revisionHash } = await house.open(jobId)
  await opener.call(prints.finishOpening, { jobId, revisionHash })
  await decide('own2-worker', jobId, 'delivery', 'sample-witnessed')
  await decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')
  const handOver = () => printer.call(prints.makeHandOver, { jobId, revisionHash })
  const closed = { code: 'gate_closed' }
  // The machine looks once more, and finds what it had not seen.
  house.letSay((run) => ({ ...house.right(run), outcome: 'mismatches', ok: 0, mismatchCount: 30 }))
  await verify(jobId, 'production')
  house.letSay(house.right)
  expect(await states(jobId)).toEqual(['passed', 'passed', 'stopped', 'later'])
  await expect(handOver()).rejects.toMatchObject(closed)
  await expect((await as('own2-second')).call(prints.registerLot, { jobId, reason: '刷り直し' })).rejects.toMatchObject(
    { code: 'check_not_ready' },
  )
  await verify(jobId, 'production')
  expect(await states(jobId)).toEqual(['passed', 'passed', 'passed', 'waiting'])
  // A second person of the client finds something wrong.
  expect((await answerOf(jobId, late, false, '裏面が別の世帯です。')).status).toBe(200)
  expect(await states(jobId)).toEqual(['passed', 'stopped', 'later', 'later'])
  expect(stageOf(await look(jobId), 'delivery').missing.map(({ code }) => code)).toContain('earlier_stage')
  await expect(handOver()).rejects.toMatchObject(closed)
})

test('承認者が取り消すと、その段階は止まり、ロットも開封も承認も納品もできない', { timeout: LONG }, async () => {
  const jobId = await newJobToDeliver()
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const { opener, revisionHash } = await house.open(jobId)
  const taken = { outcome: 'refuse', comment: '色が違っていました。' }
  await decide('own2-supervisor', jobId, 'settings', 'check-meeting', taken)
  expect(await states(jobId)).toEqual(['stopped', 'later', 'later', 'later'])
  const waits = { code: 'check_not_ready' }
  await expect(opener.call(prints.finishOpening, { jobId, revisionHash })).rejects.toMatchObject(waits)
  await expect(decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')).rejects.toMatchObject(waits)
  await expect(opener.call(prints.registerLot, { jobId, reason: '刷り直し' })).rejects.toMatchObject(waits)
  await expect(opener.call(prints.makeHandOver, { jobId, revisionHash })).rejects.toMatchObject({ code: 'gate_closed' })
})

test('お客様の答えは、校正紙の画面が描けなくても残る', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await put(jobId, 'proof', 'a-worker', Buffer.from('not a PDF'))
  expect((await answerOf(jobId, await clientOf(jobId), false, '開けません。')).status).toBe(200)
  expect((await look(jobId)).clientSignOffs.map(({ answer }) => answer)).toEqual(['refused'])
})

test(
  '印刷会社の担当者は、提出や直しが自分の番になると知らされ、「今日」に出て、番でなくなると消える',
  { timeout: LONG },
  async () => {
    const jobId = await newJob()
    const isTurnOf = async (who: string) => {
      const { items } = await (await as(who)).call(prints.listPrintJobs, { isMine: 'true', size: 100 })
      return items.some((one) => one.jobId === jobId)
    }
    const told = async () =>
      (
        await db.asOwner<{ kind: string }>(
          `select n.kind from notice n where n.subject_id = $1 and n.person_id = $2 order by n.created_at, n.id`,
          [jobId, house.demo.personIds['a-worker']!],
        )
      ).map(({ kind }) => kind)
    expect([await isTurnOf('a-worker'), await isTurnOf('a-supervisor')]).toEqual([true, false])
    expect(await told()).toEqual(['print_checks.given'])
    const { missing } = stageOf(await (await as('a-worker')).call(prints.readPrintJob, { jobId }), 'settings')
    expect(missing[0]).toEqual({
      code: 'file',
      facts: { slot: 'test_specification' },
      people: ['見本 エイ太'],
      isMine: true,
    })

    await passSettings(jobId)
    expect(await isTurnOf('a-worker'), 'the proof is to be handed in').toBe(true)
    expect(await told()).toContain('print_checks.goes_on')
    await handInProof(jobId)
    expect(await isTurnOf('a-worker'), 'others look at the proof').toBe(false)
    await answerOf(jobId, await clientOf(jobId), true)
    await decide('own2-supervisor', jobId, 'proof', 'proof-sign-off')
    expect(await isTurnOf('a-worker'), 'the hearing asks others; the PDF is to be handed in').toBe(true)
    await house.handInProduction(jobId)
    expect(await isTurnOf('a-worker')).toBe(false)
    house.letSay((run) => ({ ...house.right(run), outcome: 'mismatches', ok: 0, mismatchCount: 30 }))
    await verify(jobId, 'production')
    house.letSay(house.right)
    expect(await isTurnOf('a-worker'), 'it was stopped').toBe(true)
    expect((await told()).at(-1)).toBe('print_checks.stopped')
  },
)

test(
  '確認コードの総当たり: 間を置いて続けても、20回でリンクを閉じ、発行した人と担当の人に一度ずつ知らせ、新しいリンクで続けられる',
  { timeout: LONG },
  async () => {
    const jobId = await newJob()
    await put(jobId, 'proof')
    const keeper = await as('own2-worker')
    const client = { jobId, name: 'X市 担当', address: 'so-atari@x-city.example' }
    const tokenOf = async () => (await keeper.call(prints.inviteClient, client)).link.split('#')[1]!
    const guest = openClient(house.web.url)
    const opened = (token: string) => guest.call(openGuestLinkEndpoint, { token })
    const guess = (token: string) => guest.call(confirmGuestCodeEndpoint, { token, code: 'wrong1' })
    /** The quarter of an hour is over for which an address, and a link, has to wait. */
    const waitLong = () => db.asOwner('delete from sign_in.attempt')
    const told = (who = '') =>
      db.asOwner<{ person_id: string; link: string; repeat_count: number }>(
        `select person_id, link, repeat_count from notice where kind = 'access.guest_link_shut' || $2 and link like '%' || $1`,
        [jobId, who],
      )
    const token = await tokenOf()
    for (let code = 0; code < 4; code++) {
      await waitLong()
      expect([await opened(token), await told()]).toEqual([{ state: 'code_sent' }, []])
      for (let attempt = 0; attempt < 5; attempt++)
        await expect(guess(token)).rejects.toMatchObject({ code: 'wrong_code' })
    }
    await waitLong()
    for (const act of [opened, guess]) await expect(act(token)).rejects.toMatchObject({ code: 'link_ended' })
    const { personIds } = house.demo
    const link = `/print-checks/${jobId}`
    const issuer = { person_id: personIds['own2-worker'], link }
    expect(await told()).toEqual([expect.objectContaining(issuer)])
    // Whoever issued it may be away: those who can issue another hear of it as well, once, and nobody else does.
    const desk = await told('_desk')
    expect(desk).toHaveLength(2)
    for (const who of ['own2-second', 'own2-supervisor'])
      expect(desk).toContainEqual({ person_id: personIds[who], link, repeat_count: 0 })
    const again = await (await as('own2-second')).call(prints.inviteClient, client)
    expect(again.link).toContain('#')
    // A link for a roster: whoever is responsible for the engagement. One of nothing that is known is shut all the same.
    const { engagementId } = await look(jobId)
    const shut = { linkId: randomUUID(), issuerId: issuer.person_id }
    await db.inOrganisation(house.demo.orgId, async (tx) => {
      await tellShutLink(tx, { ...shut, purpose: 'vendors:confirm-roster', subjectId: engagementId })
      for (const purpose of ['vendors:confirm-roster', 'print-checks:sign-off', 'nobody:knows'])
        await tellShutLink(tx, { ...shut, purpose, subjectId: randomUUID() })
    })
    const ofRoster = `select person_id from notice where kind = 'access.guest_link_shut_desk' and subject_id = $1`
    expect(await db.asOwner(ofRoster, [shut.linkId])).toEqual([{ person_id: personIds['own2-supervisor'] }])
    expect(await opened(await tokenOf())).toEqual({ state: 'code_sent' })
  },
)
