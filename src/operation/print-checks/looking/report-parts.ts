import { formatDay, formatInstant } from '../../../base/format-day.ts'
import type { Language, Word } from '../../../base/words.ts'
import type { PdfPart } from '../../../engines/documents/index.ts'
import {
  clientAnswerWords,
  printOutcomeWords,
  printRunKindWords,
  printRunStateWords,
  printSlotWords,
} from '../words.ts'
import type { ReportFacts } from './report-facts.ts'
import { lotParts } from './report-lot.ts'
import { stageParts } from './report-stages.ts'
import { printReportWords } from './report-words.ts'

/**
 * 検証報告書, for the delivery file: every file by its hash, what the machine said of it, which settings differed and why, what is
 * compared with nothing and why, who
 * answered, what was opened, which lots were stopped and what was done, and who passed which check on which findings. No name,
 * key or value of the data but those in the diagnosis.
 */
export function reportParts(facts: ReportFacts, language: Language): PdfPart[] {
  return [
    ...aboutParts(facts, language),
    ...fileParts(facts, language),
    ...facts.runs.flatMap((run) => runParts(run, language)),
    ...differenceParts(facts, language),
    ...meetingParts(facts, language),
    ...notLookedAtParts(facts, language),
    ...freeAreaParts(facts, language),
    ...peopleParts(facts, language),
    ...lotParts(facts, language),
    ...stageParts(facts, language),
  ]
}

function aboutParts({ organisationName, job, madeAt }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  return [
    { kind: 'heading', text: t.about },
    {
      kind: 'facts',
      rows: [
        [t.facts.job, job.title],
        [t.facts.engagement, job.engagementName],
        [t.facts.organisation, organisationName],
        [t.facts.client, job.clientName ?? '—'],
        [t.facts.printer, job.printerName],
        [t.facts.author, job.authorName],
        [t.facts.made, formatInstant(madeAt, language)],
        [
          t.facts.handOver,
          job.handOver
            ? t.handOver(job.handOver.number, job.handOver.sha256, job.handOver.isCurrent ?? true)
            : t.noHandOver,
        ],
      ],
    },
    ...(job.keeping?.erasedAt ? [{ kind: 'paragraph' as const, text: t.erased, isStrong: true }] : []),
  ]
}

/** Everything that lies there now: specification, data and PDFs by their hashes. */
function fileParts({ job }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  const rows = job.slots.flatMap(({ slot, files }) =>
    files.map(({ name, sha256 }) => [printSlotWords[slot][language], name || '—', sha256]),
  )
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: t.allFiles },
    { kind: 'table', heads: t.fileHeads, widths: [1.2, 1.8, 3], rows },
  ]
}

function runParts(run: ReportFacts['runs'][number], language: Language): PdfPart[] {
  const t = printReportWords[language]
  const say = (word: Word) => word[language]
  const strong = (text: string): PdfPart => ({ kind: 'paragraph', text, isStrong: true })
  return [
    { kind: 'heading', text: say(printRunKindWords[run.kind]) },
    ...(run.isCurrent ? [] : [strong(t.run.old)]),
    ...run.diagnosis.map(({ sentence }) => strong(say(sentence))),
    ...(run.cannot ? [strong(say(run.cannot))] : []),
    {
      kind: 'facts',
      rows: [
        [t.run.outcome, run.outcome ? say(printOutcomeWords[run.outcome]) : say(printRunStateWords[run.state])],
        ...(run.counts ? [[t.run.counts, t.countsText(run.counts)] as const] : []),
        [t.run.when, `${formatInstant(new Date(run.finishedAt ?? run.startedAt), language)} ${run.startedBy}`],
        [t.run.engine, run.engine],
      ],
    },
    {
      kind: 'table',
      heads: t.fileHeads,
      widths: [1.2, 1.8, 3],
      rows: run.files.map(({ slot, name, sha256 }) => [say(printSlotWords[slot]), name || '—', sha256]),
    },
  ]
}

function differenceParts({ job, differences }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  if (!job.differences) return []
  const rows = differences.map(({ page, field, settingName, tested, production, explanation }) => [
    [page, field, settingName[language]].filter(Boolean).join(' · '),
    tested[language],
    production[language],
    explanation ? `${explanation.text} (${explanation.by})` : '—',
  ])
  return [
    { kind: 'heading', text: t.differences },
    { kind: 'paragraph', text: t.differencesText(job.differences.count, job.differences.unexplained) },
    ...(rows.length > 0 ? [{ kind: 'table' as const, heads: t.differenceHeads, widths: [2, 1.4, 1.4, 2], rows }] : []),
  ]
}

/** チェック会議: who met when, what lay on the table, what was said and decided. */
function meetingParts({ job: { meeting } }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  if (!meeting) return []
  const { heldOn, ourPeople, printersPeople, clientsPeople, shown, points, decided } = meeting
  return [
    { kind: 'heading', text: t.meeting },
    ...(meeting.isCurrent ? [] : [{ kind: 'paragraph' as const, text: t.meetingOld, isStrong: true }]),
    {
      kind: 'facts',
      rows: [
        [t.meetingFacts.heldOn, formatDay(heldOn, language)],
        [t.meetingFacts.ourPeople, ourPeople || '—'],
        [t.meetingFacts.printersPeople, printersPeople || '—'],
        ...(clientsPeople ? [[t.meetingFacts.clientsPeople, clientsPeople] as const] : []),
        [t.meetingFacts.shown, t.meetingShown(shown.sheetCount, shown.differenceCount, shown.revisionHash)],
        ...points.map(({ point, answer }) => [point, answer] as const),
        [t.meetingFacts.decided, decided || '—'],
        [t.meetingFacts.by, `${meeting.recordedBy} ${formatInstant(new Date(meeting.recordedAt), language)}`],
      ],
    },
  ]
}

/** Whoever reads the result must know what it does not say: that goes for every verification. */
function notLookedAtParts({ runs }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  if (runs.length === 0) return []
  return [
    { kind: 'heading', text: t.notLookedAt },
    { kind: 'paragraph', text: t.notLookedAtText },
  ]
}

/** 自由領域: whoever reads the result must know what it does not say. */
function freeAreaParts({ job: { freeAreas = [] } }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  if (freeAreas.length === 0) return []
  const rows = freeAreas.map(({ slot, page, place, reason }) => [
    printSlotWords[slot][language],
    page,
    place[language],
    reason,
  ])
  return [
    { kind: 'heading', text: t.freeAreas },
    { kind: 'paragraph', text: t.freeAreasText(rows.length) },
    { kind: 'table', heads: t.freeAreaHeads, widths: [1.4, 1, 2, 2.2], rows },
  ]
}

/** What people outside of the machine said before it was printed: the hearing, and the client. */
function peopleParts({ job }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  const { hearing } = job
  const asked = hearing
    ? [
        { kind: 'heading' as const, text: t.hearing },
        {
          kind: 'facts' as const,
          rows: [
            [t.hearingFacts.heldOn, formatDay(hearing.heldOn, language)] as const,
            [t.hearingFacts.attendees, hearing.attendees || '—'] as const,
            [
              t.hearingFacts.by,
              `${hearing.recordedBy} ${formatInstant(new Date(hearing.recordedAt), language)}`,
            ] as const,
            ...hearing.answers.map(({ question, answer }) => [question, answer] as const),
          ],
        },
      ]
    : []
  const signed = job.clientSignOffs.filter(({ answer }) => answer !== 'waiting')
  const answered = signed.map(({ personName, answer, isCurrent, answeredAt, comment }) => [
    personName,
    clientAnswerWords[answer][language] + (isCurrent ? '' : ` ${t.signOffOld}`),
    answeredAt ? formatInstant(new Date(answeredAt), language) : '—',
    comment ?? '—',
  ])
  return [
    ...asked,
    ...(answered.length > 0
      ? [
          { kind: 'heading' as const, text: t.signOffs },
          { kind: 'table' as const, heads: t.signOffHeads, widths: [1.6, 1.6, 2, 2], rows: answered },
        ]
      : []),
  ]
}
