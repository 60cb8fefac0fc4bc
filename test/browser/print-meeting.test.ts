import { expect, test } from 'vitest'
import { decidePrintCheck, readPrintJob, recordMeeting } from '../../src/operation/print-checks/contract.ts'
import { answers, refuses } from './mock-api.ts'
import { id } from './office.ts'
import { job, jobId } from './print-office.ts'
import { usePrintPages, WIDTHS } from './use-print-pages.ts'

const { open } = usePrintPages()
const supervisor = '見本 部長'

/** The settings are settled, and the supervisor who reads this is asked to approve. */
const settled = {
  ...job,
  stages: job.stages.map((stage) =>
    stage.stage !== 'settings'
      ? { ...stage, state: 'later', missing: [{ code: 'earlier_stage', facts: {}, people: [] }], mine: [] }
      : {
          ...stage,
          state: 'waiting',
          passedAt: undefined,
          missing: [{ code: 'meeting', facts: {}, people: [supervisor], isMine: true }],
          mine: ['check-meeting'],
          panel: {
            ...stage.panel,
            bar: 'down',
            stations: stage.panel.stations.map((one) =>
              one.check === 'check-meeting'
                ? { ...one, state: 'waiting', at: undefined, people: [{ name: supervisor }] }
                : one,
            ),
          },
        },
  ),
}
const { revisionHash } = job.stages[0]!.panel
const meeting = {
  meetingId: id(4500),
  heldOn: '2026-11-20',
  ourPeople: '見本 部長、見本 太郎',
  printersPeople: '印刷 一郎、印刷 二葉',
  shown: { revisionHash: 'b'.repeat(64), sheetCount: 34, differenceCount: 2 },
  points: [
    { point: '差し込む項目と、表と裏の組み合わせ', answer: '世帯番号で組み合わせる。行の順番では組み合わせない。' },
    { point: 'テストの結果(子の多い世帯、長い氏名、外字、空欄)', answer: '9人の世帯を刷り、欠けのないことを見た。' },
  ],
  decided: 'この設定で校正へ進む。',
  isCurrent: false,
  recordedBy: '見本 太郎',
  recordedAt: '2026-11-20T01:00:00Z',
}
const path = `/print-checks/${jobId}?stage=settings`
const wordsOf = (language: string | undefined) =>
  language === 'en'
    ? {
        form: 'Check meeting',
        save: 'Record the check meeting',
        heldOn: /^Held on/,
        ours: /^Attendees from our side/,
        printers: /^Attendees from the printer/,
        approve: 'Approve',
        first: 'You can approve after the check meeting has been recorded.',
        old: 'The settings were changed after this meeting.',
        isRead: /^I have read the record of the meeting/,
        anew: 'Record it again',
        changed: 'was corrected while you had it open',
        readAgain: 'The record of the meeting was corrected.',
      }
    : {
        form: 'チェック会議',
        save: 'チェック会議を記録する',
        heldOn: /^開催日/,
        ours: /^自社の出席者/,
        printers: /^印刷会社の出席者/,
        approve: '承認する',
        first: 'チェック会議を記録すると、承認できます。',
        old: 'この会議のあとに、設定が変わりました。',
        isRead: /^会議の記録を読みました/,
        anew: '記録し直す',
        changed: '承認しようとしている間に',
        readAgain: '会議の記録が直されました。新しい記録を読み、',
      }

test.each(WIDTHS)('チェック会議を記録するまで承認できず、書き忘れは項目で言う ($width px)', async (options) => {
  const { page, look, sent, faults, context } = await open(path, options, [
    answers(readPrintJob, settled),
    answers(recordMeeting, settled),
  ])
  const t = wordsOf(options.language)
  const approve = page.getByRole('button', { name: t.approve, exact: true })
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
  await page.getByText(t.first).waitFor()
  const form = page.getByRole('form', { name: t.form })
  await form.getByRole('button', { name: t.save }).click()
  await form.getByRole('alert').waitFor()
  await look('print-meeting')
  await form.getByLabel(t.heldOn).fill('2026-11-20')
  await form.getByLabel(t.ours).fill(meeting.ourPeople)
  await form.getByLabel(t.printers).fill(meeting.printersPeople)
  for (const box of await form.locator('textarea').all()) await box.fill('指摘なし')
  await form.getByRole('button', { name: t.save }).click()
  await expect
    .poll(() => sent(recordMeeting))
    .toMatchObject({
      jobId,
      revisionHash,
      heldOn: '2026-11-20',
      ourPeople: meeting.ourPeople,
      printersPeople: meeting.printersPeople,
      decided: '指摘なし',
    })
  expect(sent(recordMeeting)).not.toHaveProperty('clientsPeople')
  expect(faults).toEqual([])
  await context.close()
})

test.each(WIDTHS)('会議のあとで設定が変わったら、前の記録を写して、もう一度記録する ($width px)', async (options) => {
  const { page, look, sent, faults, context } = await open(path, options, [
    answers(readPrintJob, { ...settled, meeting }),
    answers(recordMeeting, { ...settled, meeting }),
  ])
  const t = wordsOf(options.language)
  await page.getByText(t.old, { exact: false }).waitFor()
  await look('print-meeting-old')
  const form = page.getByRole('form', { name: t.form })
  await form.getByLabel(t.heldOn).fill('2026-11-21')
  await form.getByRole('button', { name: t.save }).click()
  await expect
    .poll(() => sent(recordMeeting))
    .toMatchObject({ jobId, revisionHash, heldOn: '2026-11-21', points: meeting.points, decided: meeting.decided })
  expect(faults).toEqual([])
  await context.close()
})

test.each(WIDTHS)('記録されたチェック会議を読んで承認し、直されていれば読み直す ($width px)', async (options) => {
  const met = {
    ...settled,
    meeting: { ...meeting, isCurrent: true },
    stages: settled.stages.map((stage) =>
      stage.stage === 'settings'
        ? {
            ...stage,
            missing: [{ code: 'decision', facts: { check: 'check-meeting' }, people: [supervisor], isMine: true }],
          }
        : stage,
    ),
  }
  const corrected = { ...met.meeting, meetingId: id(4501), decided: '裏面の書体を直してから進む。' }
  const { page, look, sent, faults, context, now } = await open(path, options, [
    answers(readPrintJob, met),
    answers(recordMeeting, met),
    refuses(decidePrintCheck, 409, 'meeting_changed'),
  ])
  const t = wordsOf(options.language)
  await page.getByText(meeting.points[0]!.answer).first().waitFor()
  await look('print-met')
  const read = page.getByRole('link', { name: options.language === 'en' ? /^Read the record/ : '会議の記録を読む' })
  expect(await read.getAttribute('href')).toContain('#meeting')
  const approve = page.getByRole('button', { name: t.approve, exact: true })
  expect(await approve.getAttribute('aria-disabled'), 'a record is read first').toBe('true')
  await page.getByLabel(t.isRead).check()
  await approve.click()
  const asked = { jobId, stage: 'settings', check: 'check-meeting', outcome: 'pass', revisionHash }
  await expect.poll(() => sent(decidePrintCheck)).toMatchObject({ ...asked, meetingId: meeting.meetingId })
  await page.getByRole('alert').getByText(t.changed, { exact: false }).waitFor()
  // A correction comes into view, and the tick was of what stood there before.
  now(answers(readPrintJob, { ...met, meeting: corrected }))
  await page.getByText(t.anew, { exact: true }).click()
  await page.getByLabel(t.heldOn).fill('2026-11-21')
  await page.getByRole('button', { name: t.save }).click()
  await page.getByText(corrected.decided).first().waitFor()
  await page.getByText(t.readAgain, { exact: false }).waitFor()
  expect([await approve.getAttribute('aria-disabled'), await page.getByLabel(t.isRead).isChecked()]).toEqual([
    'true',
    false,
  ])
  await look('print-meeting-corrected')
  now(answers(decidePrintCheck, met))
  await page.getByLabel(t.isRead).check()
  await approve.click()
  await expect.poll(() => sent(decidePrintCheck)).toMatchObject({ ...asked, meetingId: corrected.meetingId })
  expect(faults).toEqual([])
  await context.close()
})
