import type { Word } from '../../../base/words.ts'
import { Empty } from '../../../webkit/Empty.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportMismatches, listMismatches, type MismatchView } from '../contract.ts'
import { printResultWords } from './result-words.ts'
import type { Verification } from './shown-verification.ts'

/** Every finding, those on no sheet among them. */
export function MismatchList({ jobId, run }: { readonly jobId: string; readonly run: Verification }) {
  const t = usePhrases(printResultWords)
  const say = useSay()
  const asked = { jobId, runId: run.runId }
  const mismatches = useReadPages(listMismatches, asked, { topic: 'print-checks' })
  const all = run.counts?.mismatches ?? 0
  return (
    <Section title={t.list.title}>
      {all > run.listedCount && <p>{t.list.more(run.listedCount, all)}</p>}
      <Table
        caption={t.list.caption}
        columns={columns(t, say, `/print-checks/${jobId}/runs/${run.runId}`)}
        pages={mismatches}
        rowKey={({ number }) => String(number)}
        empty={<Empty text={t.list.none} next={t.list.noneNext} />}
        exportOf={{ endpoint: exportMismatches, input: asked }}
      />
    </Section>
  )
}

function columns(
  t: typeof printResultWords.ja,
  say: (word: Word) => string,
  here: string,
): readonly Column<MismatchView>[] {
  return [
    {
      id: 'sheet',
      head: t.list.sheet,
      kind: 'short',
      cell: ({ sheet }) =>
        sheet === undefined ? (
          '—'
        ) : (
          <PageLink to={here} search={{ sheet: String(sheet) }}>
            {t.list.open(sheet)}
          </PageLink>
        ),
    },
    { id: 'side', head: t.list.side, kind: 'short', cell: ({ side }) => side && t.sheet.sides[side] },
    { id: 'detail', head: t.list.detail, kind: 'main', cell: ({ detail }) => say(detail) },
    { id: 'printed', head: t.list.printed, cell: ({ printed }) => printed ?? '' },
    { id: 'expected', head: t.list.expected, cell: ({ expected }) => expected ?? '' },
  ]
}
