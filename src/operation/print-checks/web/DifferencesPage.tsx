import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { ReasonForm } from '../../../webkit/form/ReasonForm.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { explainDifference, exportDifferences, listDifferences } from '../contract.ts'
import { printDifferencesWords } from './differences-words.ts'
import './Print.css'

type Difference = OutputOf<typeof listDifferences>['items'][number]
/** On one page; a specification has fewer settings. The file has all. */
const MOST = 200
type T = typeof printDifferencesWords.ja
type Say = (word: Word) => string

/** 設定照合: what was tested beside what will print; a difference is explained here, or put right elsewhere. */
export function DifferencesPage() {
  const t = usePhrases(printDifferencesWords)
  const say = useSay()
  const jobId = usePathParameter('jobId')
  const mayWork = useMay('print-checks:work')
  const compared = useRead(listDifferences, { jobId, size: MOST }, { topic: 'print-checks' })
  const [open, setOpen] = useState<string>()
  const columns = [...differenceColumns(t, say), explanation(t, say, mayWork, setOpen)]
  const chosen = compared.data?.items.find(({ differenceId }) => differenceId === open)
  return (
    <Page title={t.title} lead={t.lead}>
      <p>
        <PageLink to={`/print-checks/${jobId}`}>{t.back}</PageLink>
      </p>
      {chosen && <Explain key={open} jobId={jobId} difference={chosen} onClose={() => setOpen(undefined)} />}
      {!compared.data ? (
        <Waiting on={compared} />
      ) : !compared.data.isCompared ? (
        <Empty text={t.notCompared} next={t.notComparedNext} />
      ) : (
        <Table
          caption={t.list}
          rows={compared.data.items}
          rowKey={({ differenceId }) => differenceId}
          columns={columns}
          exportOf={{ endpoint: exportDifferences, input: { jobId } }}
          empty={<Empty text={t.none} next={t.noneNext} />}
        />
      )}
    </Page>
  )
}

const placeOf = ({ page, field }: Difference, t: T) => [page, field].filter(Boolean).join(' · ') || t.whole

const nameOf = (each: Difference, t: T, say: Say) => `${placeOf(each, t)} ${say(each.settingName)}`

function differenceColumns(t: T, say: Say): readonly Column<Difference>[] {
  return [
    { id: 'place', head: t.place, kind: 'main', cell: (each) => placeOf(each, t) },
    { id: 'setting', head: t.setting, cell: ({ settingName }) => say(settingName) },
    { id: 'tested', head: t.tested, cell: ({ tested }) => <Value text={say(tested)} /> },
    { id: 'production', head: t.production, cell: ({ production }) => <Value text={say(production)} /> },
  ]
}

const Value = ({ text }: { readonly text: string }) => <span className="sk-print-setting">{text}</span>

function explanation(t: T, say: Say, mayWork: boolean, onExplain: (id: string) => void): Column<Difference> {
  return {
    id: 'why',
    head: t.why,
    cell: (each) =>
      each.explanation ? (
        <>
          <p>{each.explanation.text}</p>
          <p className="sk-print-note">
            {each.explanation.by} · <Instant at={each.explanation.at} />
          </p>
        </>
      ) : (
        <>
          <StatusWord tone="stopped" word={t.unexplained} />
          {mayWork && (
            <Button tone="quiet" onPress={() => onExplain(each.differenceId)} label={t.explainOf(nameOf(each, t, say))}>
              {t.explain}
            </Button>
          )}
        </>
      ),
  }
}

function Explain(props: { readonly jobId: string; readonly difference: Difference; readonly onClose: () => void }) {
  const { jobId, difference, onClose } = props
  const t = usePhrases(printDifferencesWords)
  const say = useSay()
  const { missing } = useWords().fields.errors
  const explain = useAct(explainDifference, { topics: ['print-checks'] })
  const title = t.explainOf(nameOf(difference, t, say))
  const send = async (text: string) => {
    const isDone = await explain.run({ jobId, differenceId: difference.differenceId, text })
    if (isDone) onClose()
    return isDone
  }
  return (
    <section className="sk-section">
      <h2>{title}</h2>
      <ReasonForm
        name="text"
        words={{ title, reason: t.text, hint: t.textHint, missing, act: t.save }}
        act={explain}
        onSend={send}
        beside={<Button onPress={onClose}>{t.cancel}</Button>}
      />
    </section>
  )
}
