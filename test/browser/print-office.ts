import type { z } from 'zod'
import { differingFields, openPreview, type PrintedWord, verifyPrint } from '../../src/engines/print-match/index.ts'
import type { SheetView, VerificationView } from '../../src/operation/print-checks/run-views.ts'
import type { PrintJobView } from '../../src/operation/print-checks/views.ts'
import { asPdf, pdfkitPdf } from '../harness/print-pdfs.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../harness/print-runs.ts'
import { id } from './office.ts'

/** A print run whose backs are shifted, verified by the engine itself: what the screens show of it is no invention. */
export async function shiftedRun() {
  const run = layoutOf(PLAIN_CHOICES).draw(households(40, seeded(7), 3))
  const sheets = run.sheets.map((sheet, at) =>
    at < 11 ? sheet : { ...sheet, sides: [sheet.sides[0]!, run.sheets[at - 1]!.sides[1]!] },
  )
  const pdf = asPdf(await pdfkitPdf({ ...run, sheets }), '本番_1.pdf')
  const summary = await verifyPrint({ specification: run.specification, data: run.data, pdfs: [pdf] })
  const preview = await openPreview(pdf)
  const images: Buffer[] = []
  const words: (readonly PrintedWord[])[] = []
  for (let page = 0; page < 26; page++) {
    images.push(Buffer.from(await preview.png(page, 60)))
    words.push((await preview.words(page)).words)
  }
  await preview.close()
  return { run, summary, images, words }
}

export const [jobId, runId] = [id(4000), id(4100)]
const at = '2026-11-20T01:00:00Z'
const hash = (letter: string) => letter.repeat(64)
const station = (check: string, kind: string, state: string, more: Record<string, unknown> = {}) => ({
  check,
  kind,
  state,
  people: [],
  findings: [],
  ...more,
})
const decided = (name: string) => ({ people: [{ name, decidedAt: at }], at })

type Job = z.input<typeof PrintJobView>
type Stage = Job['stages'][number]

const panel = (stage: string, bar: 'down' | 'up' | 'passed', stations: ReturnType<typeof station>[]): Stage['panel'] =>
  ({ gate: `print-checks.${stage}`, revisionHash: hash('a'), stations, bar, reasons: [] }) as Stage['panel']

const passedSettings: Stage = {
  stage: 'settings',
  state: 'passed',
  passedAt: at,
  missing: [],
  mine: [],
  panel: panel('settings', 'passed', [
    station('test-data-verified', 'machine', 'passed', { verdict: 'pass', at }),
    station('settings-compared', 'machine', 'passed', { verdict: 'pass', at }),
    station('specification-settled', 'attest', 'passed', decided('印刷 一郎')),
    station('check-meeting', 'approve', 'passed', decided('見本 部長')),
  ]),
}
const proofStage: Stage = {
  stage: 'proof',
  state: 'waiting',
  missing: [
    { code: 'decision', facts: { check: 'proof-sign-off' }, people: ['見本 部長'] },
    { code: 'client_sign_off', facts: {}, people: ['X市 担当'] },
  ],
  mine: ['proof-sign-off'],
  panel: panel('proof', 'down', [
    station('earlier-passed', 'machine', 'passed', { verdict: 'pass', at }),
    station('proof-verified', 'machine', 'passed', {
      verdict: 'findings',
      at,
      findings: [
        {
          id: 'f1',
          rule: 'difference',
          severity: 'warning',
          facts: { ja: '「表面」の「宛名」の area が違います。', en: 'area of "宛名" differs.' },
        },
      ],
    }),
    station('client-signed-off', 'machine', 'waiting'),
    station('proof-presented', 'document', 'passed', decided('印刷 一郎')),
    station('proof-sign-off', 'approve', 'waiting', { people: [{ name: '見本 部長' }] }),
  ]),
}
const later = (stage: 'production' | 'delivery', checks: readonly [string, string][]): Stage => ({
  stage,
  state: 'later',
  missing: [{ code: 'earlier_stage', facts: {}, people: [] }],
  mine: [],
  panel: panel(
    stage,
    'down',
    checks.map(([check, kind]) => station(check, kind, 'later')),
  ),
})
const file = (count: number, name: string) => ({
  fileId: id(4200 + count),
  name,
  byteCount: 2_400_000 * count,
  sha256: hash('0123456789abcdef'[count]!),
  addedAt: at,
  addedBy: '印刷 一郎',
})
const slot = (name: Job['slots'][number]['slot'], stage: Stage['stage'], files: ReturnType<typeof file>[]) => ({
  slot: name,
  stage,
  revision: files.length,
  files,
})

export const job: Job = {
  freeAreas: [
    {
      slot: 'specification',
      page: '表面',
      place: {
        ja: '左から150mm、上から280mm、幅40mm、高さ8mm',
        en: '150 mm from the left, 280 mm from the top, 40 × 8 mm',
      },
      reason: '印刷会社の管理記号のため',
    },
  ],
  jobId,
  version: 4,
  title: 'X市 こども加算 支給決定通知書(11月発送分)',
  engagementId: id(500),
  engagementName: 'X市 こども加算 通知書',
  printerName: 'A社(印刷)',
  clientName: 'X市',
  mustClientSignOff: true,
  authorName: '印刷 一郎',
  createdAt: at,
  reader: 'own',
  stages: [
    passedSettings,
    proofStage,
    later('production', [
      ['earlier-passed', 'machine'],
      ['full-match', 'machine'],
      ['process-hearing', 'attest'],
    ]),
    later('delivery', [
      ['earlier-passed', 'machine'],
      ['lot-matches', 'machine'],
      ['sample-opened', 'sample'],
      ['sample-witnessed', 'attest'],
      ['delivery-approval', 'approve'],
    ]),
  ],
  slots: [
    slot('test_specification', 'settings', [file(1, 'こども加算_テスト.yaml')]),
    slot('test_data', 'settings', [file(2, 'テストデータ.csv')]),
    slot('test_pdf', 'settings', [file(3, 'テスト出力.pdf')]),
    slot('specification', 'settings', [file(4, 'こども加算_本番.yaml')]),
    slot('proof_data', 'proof', [file(5, '校正用データ.csv')]),
    slot('proof', 'proof', [file(6, '校正紙_両面.pdf')]),
    slot('data', 'production', []),
    slot('pdf', 'production', []),
    slot('scan', 'delivery', []),
  ],
  runs: [
    {
      runId,
      kind: 'proof',
      isCurrent: true,
      state: 'done',
      outcome: 'right',
      counts: { pages: 20, sheets: 10, records: 10, children: 17, ok: 10, unverified: 0, banners: 0, mismatches: 0 },
      startedAt: at,
      startedBy: '印刷 一郎',
      finishedAt: at,
    },
    {
      runId: id(4101),
      kind: 'production',
      isCurrent: true,
      state: 'running',
      progress: { done: 480, total: 1400 },
      startedAt: at,
      startedBy: '印刷 一郎',
    },
  ],
  differences: { count: 2, unexplained: 1 },
  clientSignOffs: [
    {
      signOffId: id(4300),
      personName: 'X市 担当',
      isGuest: true,
      linkId: id(4301),
      answer: 'waiting',
      isCurrent: true,
      askedAt: at,
    },
  ],
}

export function verificationOf({ summary }: Awaited<ReturnType<typeof shiftedRun>>): z.input<typeof VerificationView> {
  const { pages, sheets, records, children, ok, unverified, banners } = summary
  return {
    runId,
    kind: 'production',
    isCurrent: true,
    state: 'done',
    outcome: summary.outcome,
    counts: { pages, sheets, records, children, ok, unverified, banners, mismatches: summary.mismatchCount },
    startedAt: at,
    startedBy: '印刷 一郎',
    finishedAt: at,
    diagnosis: summary.diagnosis.map(({ kind, sentence }) => ({ kind, sentence })),
    spans: summary.spans.map((span) => ({ ...span })),
    listedCount: summary.mismatches.length,
    files: [
      { slot: 'data', name: '本データ.csv', sha256: hash('d') },
      { slot: 'pdf', name: '本番_1.pdf', sha256: summary.hashes.pdfs[0]!.sha256 },
    ],
    engine: 'print-match 1',
  }
}

export function sheetOf(
  { run, summary, words }: Awaited<ReturnType<typeof shiftedRun>>,
  sheet: number,
): z.input<typeof SheetView> {
  const record = run.data.records[sheet - 1]!
  const columned = (columns: readonly string[], values: readonly string[]) =>
    columns.map((column, i) => ({ column, value: values[i] ?? '' }))
  return {
    sheet,
    state: 'mismatch',
    pages: [
      { page: sheet * 2 - 1, side: 'front', widthMm: 210, heightMm: 297 },
      { page: sheet * 2, side: 'back', widthMm: 210, heightMm: 297 },
    ],
    record: record.key,
    line: record.line,
    values: columned(run.data.columns, record.values),
    children: record.children.map((child) => columned(run.data.childColumns, child)),
    mismatches: mismatchesOf({ summary }).filter((each) => each.sheet === sheet),
    differing: differingFields(
      run.specification,
      run.data,
      { key: record.key, sheetOfRecord: 0, side: 1 },
      words[sheet * 2 - 1]!,
    ).map((each) => ({ page: sheet * 2, ...each })),
  }
}

export const mismatchesOf = ({ summary }: Pick<Awaited<ReturnType<typeof shiftedRun>>, 'summary'>) =>
  summary.mismatches.map((each, i) => ({
    ...each,
    number: i + 1,
    box: each.box && ([...each.box] as [number, number, number, number]),
  }))
