import { formatInstant } from '../../../base/format-day.ts'
import type { Language, Word } from '../../../base/words.ts'
import type { PdfPart } from '../../../engines/documents/index.ts'
import { batchKindWords, entryWayWords, lotStopCauseWords, sampleReasonWords } from '../words.ts'
import type { ReportFacts } from './report-facts.ts'
import { printReportWords } from './report-words.ts'

/** The printed lot, what was opened of it side by side, and every lot that was stopped with what was done about it. */
export function lotParts({ job: { lot }, sample }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  const say = (word: Word) => word[language]
  if (!lot) return []
  const batches = lot.batches.map(
    ({ kind, name, from, until }) => `${say(batchKindWords[kind])} ${name} ${from}–${until}`,
  )
  return [
    { kind: 'heading', text: t.sample },
    ...(lot.isStopped ? [{ kind: 'paragraph' as const, text: t.stopped, isStrong: true }] : []),
    {
      kind: 'facts',
      rows: [
        [t.sampleFacts.lot, [`${lot.number}`, t.count(lot.itemCount), ...batches].join(' / ')],
        ...(lot.reason === undefined ? [] : [[lot.isRedrawn ? t.redrawn : t.lotReason, lot.reason] as const]),
        [t.sampleFacts.items, t.sampleText(lot.sample.itemCount, lot.sample.doneCount, lot.sample.mismatchCount)],
        ...(sample
          ? ([
              [
                t.sampleFacts.plan,
                t.planText(
                  sample.plan.mandatoryCount,
                  sample.plan.randomCount,
                  sample.plan.badShare,
                  sample.plan.confidence,
                ),
              ],
              [t.sampleFacts.opener, sample.openerName ?? '—'],
              [t.sampleFacts.seed, sample.seed],
              [t.sampleFacts.population, sample.populationHash],
            ] as const)
          : []),
      ],
    },
    ...itemParts(sample, language),
    ...stoppedParts(lot.stopped ?? [], language),
  ]
}

/** Which side of which item was read how, and whether it matched; never what stands on it. */
function itemParts(sample: ReportFacts['sample'], language: Language): PdfPart[] {
  const t = printReportWords[language]
  const say = (word: Word) => word[language]
  const rows = (sample?.items ?? []).map(({ item, sheet, reasons, sides }) => {
    const entries = sides.flatMap(({ entry }) => entry ?? [])
    const result = entries.some(({ matches }) => !matches)
      ? t.differs
      : entries.length === sides.length && sides.length > 0
        ? t.matches
        : t.notOpened
    const last = entries
      .map(({ at }) => at)
      .sort()
      .at(-1)
    return [
      t.itemCount(item),
      sheet === undefined ? '—' : String(sheet),
      reasons.length === 0
        ? t.chance
        : reasons.map((one) => (sampleReasonWords[one] ? say(sampleReasonWords[one]) : one)).join(' / '),
      sides
        .map(
          ({ pageName, field, entry }) => `${pageName} ${field}${entry ? ` (${say(entryWayWords[entry.how])})` : ''}`,
        )
        .join(' / '),
      result,
      last === undefined ? '—' : formatInstant(new Date(last), language),
    ]
  })
  if (rows.length === 0) return []
  return [
    { kind: 'paragraph', text: t.items, isStrong: true },
    { kind: 'table', heads: t.itemHeads, widths: [0.8, 0.7, 1.6, 2.6, 0.8, 1.8], rows },
  ]
}

function stoppedParts(
  stopped: NonNullable<NonNullable<ReportFacts['job']['lot']>['stopped']>,
  language: Language,
): PdfPart[] {
  const t = printReportWords[language]
  if (stopped.length === 0) return []
  return [
    { kind: 'heading', text: t.stoppedLots },
    {
      kind: 'table',
      heads: t.stoppedHeads,
      widths: [0.6, 1.4, 2.6, 2.8],
      rows: stopped.map(({ number, cause, done, report }) => [
        String(number),
        lotStopCauseWords[cause][language],
        done ?? t.notDone,
        report
          ? [
              report.sentence[language],
              `${report.reportedBy} ${formatInstant(new Date(report.reportedAt), language)}`,
              ...(report.answer ? [`${report.answer.text} (${report.answer.by})`] : []),
            ].join(' / ')
          : t.notReported,
      ]),
    },
  ]
}
