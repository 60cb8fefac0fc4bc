import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import type { ImportMapping, ImportPreview, ImportReceipt } from '../../../kernel/sheets/contract.ts'
import { ImportSteps } from '../../../kernel/sheets/web/ImportSteps.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { importRoster, previewRoster, readEngagement } from '../contract.ts'
import { rosterChangeWords, rosterErrorWords } from '../words.ts'
import { OWN } from './Roster.tsx'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type Preview = OutputOf<typeof previewRoster>

/** Importing a list of workers: choose, look at 追加・変更・削除, import. */
export function RosterImportPage() {
  const t = usePhrases(vendorsScreenWords)
  const engagementId = usePathParameter('engagementId')
  const party = usePathParameter('partyId')
  const of = { engagementId, ...(party !== OWN && { partyId: party }) }
  const engagement = useRead(readEngagement, { engagementId }, { topic: 'vendors' })
  const looking = useAct(previewRoster)
  const importing = useAct(importRoster, { topics: ['vendors', 'people'] })
  const [looked, setLooked] = useState<Preview>()
  const name = engagement.data?.parties.find((one) => one.partyId === party)?.name ?? t.ourselves

  const preview = async (file: File, mapping?: ImportMapping): Promise<ImportPreview | undefined> => {
    importing.forgetProblem()
    const next = await looking.run({ ...of, ...(mapping && { mapping }) }, file)
    setLooked(next)
    return next?.sheet
  }
  const apply = async (file: File, sheet: ImportPreview): Promise<ImportReceipt | undefined> => {
    if (!looked) return undefined
    const input = { ...of, mapping: sheet.mapping, lookedHash: looked.lookedHash }
    const done = await importing.run(input, file)
    if (!done) return undefined
    setLooked(undefined)
    const { rowCount, counts } = sheet
    const wasRepeated = done.addedCount + done.changedCount + done.endedCount === 0
    return { importId: done.submissionId, rowCount, counts, wasRepeated }
  }
  return (
    <Page
      title={t.importOf(name)}
      lead={t.importLead}
      action={<ButtonLink to={`/vendors/engagements/${engagementId}`}>{t.back}</ButtonLink>}
    >
      {looked && <Diff preview={looked} />}
      <ImportSteps
        preview={preview}
        apply={apply}
        isBusy={looking.isBusy || importing.isBusy}
        problem={importing.problem ?? looking.problem}
        words={rosterErrorWords}
      />
    </Page>
  )
}

/** What the list would change, person by person. */
function Diff({ preview }: { readonly preview: Preview }) {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const { changes, ended, conflicts } = preview
  return (
    <Section title={t.diff}>
      {conflicts.length > 0 && (
        <div role="alert">
          <h3>{t.conflicts}</h3>
          <ul>
            {conflicts.map((one) => (
              <li key={`${one.name} ${one.code}`}>
                <strong>{one.name}</strong> {t.conflict[one.code]}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{t.diffLead}</p>
      <Table
        caption={t.diff}
        rows={changes}
        rowKey={(line) => `${line.name} ${JSON.stringify(line.fields)}`}
        empty={<p>{say(rosterChangeWords.unchanged)}</p>}
        columns={columns(t, say)}
      />
      {ended.length > 0 && (
        <>
          <h3>{t.ended}</h3>
          <ul>
            {ended.map((worker) => (
              <li key={worker.personId}>
                {say(rosterChangeWords.ended)}: <strong>{worker.name}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function columns(t: VendorsWords, say: (word: Word) => string): readonly Column<Preview['changes'][number]>[] {
  return [
    { id: 'name', head: t.worker, kind: 'main', cell: (line) => line.name },
    { id: 'change', head: t.state, kind: 'short', cell: (line) => say(rosterChangeWords[line.change]) },
    {
      id: 'fields',
      head: t.diff,
      cell: (line) =>
        line.fields.map(({ field, before, after }) => (
          <div key={field}>
            {t.fields[field]}: {before && `${before} → `}
            {after}
          </div>
        )),
    },
  ]
}
