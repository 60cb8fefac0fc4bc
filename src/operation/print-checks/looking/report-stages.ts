import { fill } from '../../../base/fill.ts'
import { formatInstant } from '../../../base/format-day.ts'
import type { Language, Word } from '../../../base/words.ts'
import type { PdfPart } from '../../../engines/documents/index.ts'
import { printCheckWords, printFindingWords, printStageWords, stageStateWords } from '../words.ts'
import type { ReportFacts } from './report-facts.ts'
import { printReportWords } from './report-words.ts'

type Stage = ReportFacts['job']['stages'][number]

/** The gates in their order: who passed which check when, with what they wrote, and on which findings. */
export function stageParts({ job: { stages } }: ReportFacts, language: Language): PdfPart[] {
  const t = printReportWords[language]
  return [{ kind: 'heading', text: t.stages }, ...stages.flatMap((stage) => stagePart(stage, language))]
}

function stagePart({ stage, state, panel }: Stage, language: Language): PdfPart[] {
  const t = printReportWords[language]
  const say = (word: Word) => word[language]
  const findings = panel.stations.flatMap((station) => station.findings.map((one) => findingText(one, language)))
  return [
    { kind: 'paragraph', text: `${say(printStageWords[stage])}: ${say(stageStateWords[state])}`, isStrong: true },
    {
      kind: 'table',
      heads: t.stageHeads,
      widths: [2, 1.2, 2.4, 2.4],
      rows: panel.stations
        .filter((station) => station.state !== 'waived')
        .map(({ check, state: checked, people, at, kind, comment }) => {
          const names = people.filter(({ decidedAt }) => decidedAt !== undefined).map(({ name }) => name)
          const who = names.length > 0 ? names.join(language === 'ja' ? '、' : ', ') : '—'
          return [
            say(printCheckWords[check as keyof typeof printCheckWords] ?? { ja: check, en: check }),
            say(stationWords[checked]),
            [kind === 'machine' ? t.machine : who, ...(comment ? [t.comment(comment)] : [])].join(' / '),
            at ? formatInstant(new Date(at), language) : '—',
          ]
        }),
    },
    ...(findings.length > 0
      ? [
          { kind: 'paragraph' as const, text: t.findings, isStrong: true },
          ...findings.map((text): PdfPart => ({ kind: 'paragraph', text })),
        ]
      : []),
  ]
}

/** What brings a sentence of its own says it; the others have their words. */
function findingText(
  { rule, facts }: Stage['panel']['stations'][number]['findings'][number],
  language: Language,
): string {
  const word = printFindingWords[rule]
  const told = word ? word[language] : String(facts[language] ?? rule)
  return fill(told, facts)
}

const stationWords = {
  passed: { ja: '確認済み', en: 'Passed' },
  waiting: { ja: '確認待ち', en: 'Waiting' },
  stopped: { ja: '止まっています', en: 'Stopped' },
  waived: { ja: '免除', en: 'Waived' },
  later: { ja: 'このあと', en: 'Later' },
} as const satisfies Record<string, Word>
