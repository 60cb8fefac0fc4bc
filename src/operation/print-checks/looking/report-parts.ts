import type { z } from 'zod'
import { formatInstant } from '../../../base/format-day.ts'
import type { Language, Word } from '../../../base/words.ts'
import type { PdfPart } from '../../../engines/documents/index.ts'
import type { PrintJobView, SampleView, VerificationView } from '../views.ts'
import {
  batchKindWords,
  printCheckWords,
  printOutcomeWords,
  printRunKindWords,
  printRunStateWords,
  printSlotWords,
  printStageWords,
  stageStateWords,
} from '../words.ts'
import { printReportWords } from './report-words.ts'

export interface ReportFacts {
  readonly organisationName: string
  readonly job: z.input<typeof PrintJobView>
  readonly runs: readonly z.input<typeof VerificationView>[]
  readonly sample?: z.input<typeof SampleView> | undefined
  readonly madeAt: Date
}

/**
 * 検証報告書: what was verified with which result, which files by their hashes, what was opened, and who decided when. No
 * name, key or value of the data but those in the diagnosis.
 */
export function reportParts(
  { organisationName, job, runs, sample, madeAt }: ReportFacts,
  language: Language,
): PdfPart[] {
  const t = printReportWords[language]
  const say = (word: Word) => word[language]
  const instant = (at: string) => formatInstant(new Date(at), language)
  const about: PdfPart[] = [
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
        [t.facts.handOver, job.handOver ? t.handOver(job.handOver.number, job.handOver.sha256) : t.noHandOver],
      ],
    },
  ]
  const verified = runs.flatMap((run): PdfPart[] => [
    { kind: 'heading', text: say(printRunKindWords[run.kind]) },
    ...(run.isCurrent ? [] : [{ kind: 'paragraph' as const, text: t.run.old, isStrong: true }]),
    ...run.diagnosis.map(({ sentence }) => ({ kind: 'paragraph' as const, text: say(sentence), isStrong: true })),
    ...(run.cannot ? [{ kind: 'paragraph' as const, text: say(run.cannot), isStrong: true }] : []),
    {
      kind: 'facts',
      rows: [
        [t.run.outcome, run.outcome ? say(printOutcomeWords[run.outcome]) : say(printRunStateWords[run.state])],
        ...(run.counts ? [[t.run.counts, t.countsText(run.counts)] as const] : []),
        [t.run.when, `${instant(run.finishedAt ?? run.startedAt)} ${run.startedBy}`],
        [t.run.engine, run.engine],
      ],
    },
    {
      kind: 'table',
      heads: t.fileHeads,
      widths: [1.2, 1.8, 3],
      rows: run.files.map(({ slot, name, sha256 }) => [say(printSlotWords[slot]), name, sha256]),
    },
  ])
  const differences: PdfPart[] = job.differences
    ? [
        { kind: 'heading', text: t.differences },
        { kind: 'paragraph', text: t.differencesText(job.differences.count, job.differences.unexplained) },
      ]
    : []
  return [...about, ...verified, ...differences, ...sampleParts(job, sample, language), ...stageParts(job, language)]

  function sampleParts({ lot }: ReportFacts['job'], drawn: ReportFacts['sample'], spoken: Language): PdfPart[] {
    if (!lot || !drawn) return []
    const words = printReportWords[spoken]
    const batches = lot.batches.map(
      ({ kind, name, from, until }) => `${say(batchKindWords[kind])} ${name} ${from}–${until}`,
    )
    const { plan } = drawn
    return [
      { kind: 'heading', text: words.sample },
      ...(lot.isStopped ? [{ kind: 'paragraph' as const, text: words.stopped, isStrong: true }] : []),
      {
        kind: 'facts',
        rows: [
          [words.sampleFacts.lot, [`${lot.number}`, words.count(lot.itemCount), ...batches].join(' / ')],
          [
            words.sampleFacts.items,
            words.sampleText(lot.sample.itemCount, lot.sample.doneCount, lot.sample.mismatchCount),
          ],
          [
            words.sampleFacts.plan,
            words.planText(plan.mandatoryCount, plan.randomCount, plan.badShare, plan.confidence),
          ],
          [words.sampleFacts.opener, drawn.openerName ?? '—'],
          [words.sampleFacts.seed, drawn.seed],
          [words.sampleFacts.population, drawn.populationHash],
        ],
      },
    ]
  }

  function stageParts({ stages }: ReportFacts['job'], spoken: Language): PdfPart[] {
    const words = printReportWords[spoken]
    return [
      { kind: 'heading', text: words.stages },
      ...stages.flatMap(({ stage, state, panel }): PdfPart[] => [
        { kind: 'paragraph', text: `${say(printStageWords[stage])}: ${say(stageStateWords[state])}`, isStrong: true },
        {
          kind: 'table',
          heads: words.stageHeads,
          widths: [2, 1.2, 2.4, 2.4],
          rows: panel.stations
            .filter((station) => station.state !== 'waived')
            .map(({ check, state: checked, people, at, kind }) => {
              const who = people.filter(({ decidedAt }) => decidedAt !== undefined).map(({ name }) => name)
              return [
                say(printCheckWords[check as keyof typeof printCheckWords] ?? { ja: check, en: check }),
                say(stationWords[checked]),
                kind === 'machine' ? words.machine : who.length > 0 ? who.join(spoken === 'ja' ? '、' : ', ') : '—',
                at ? instant(at) : '—',
              ]
            }),
        },
      ]),
    ]
  }
}

const stationWords = {
  passed: { ja: '確認済み', en: 'Passed' },
  waiting: { ja: '確認待ち', en: 'Waiting' },
  stopped: { ja: '止まっています', en: 'Stopped' },
  waived: { ja: '免除', en: 'Waived' },
  later: { ja: 'このあと', en: 'Later' },
} as const satisfies Record<string, Word>
