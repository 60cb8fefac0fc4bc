import { useState } from 'react'
import { Ask } from '../../../webkit/Ask.tsx'
import { Button } from '../../../webkit/Button.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useFilters, usePathParameter } from '../../../webkit/path-parameters.ts'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusMark } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { finishOpening, readSample } from '../contract.ts'
import { printPanelWords } from './gate-words.ts'
import { isDone, isWrong, type Sample } from './sample-state.ts'
import { SampleItem } from './SampleItem.tsx'
import { printSampleWords } from './sample-words.ts'
import { printStepWords } from './step-words.ts'
import { Ticks } from './Ticks.tsx'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'
import './Print.css'
import './Sample.css'

/** サンプリング開封, on a phone beside the paper: one item after the other, front and back. */
export function SamplePage() {
  const t = usePhrases(printSampleWords)
  const jobId = usePathParameter('jobId')
  const sample = useRead(readSample, { jobId }, { topic: 'print-checks' })
  return (
    <Page title={t.title} lead={t.lead} width="narrow">
      <p>
        <PageLink to={`/print-checks/${jobId}`} search={{ stage: 'delivery' }}>
          {t.back}
        </PageLink>
      </p>
      {sample.data ? <Opening jobId={jobId} sample={sample.data} /> : <Waiting on={sample} />}
    </Page>
  )
}

function Opening({ jobId, sample }: { readonly jobId: string; readonly sample: Sample }) {
  const t = usePhrases(printSampleWords)
  const [filters, setFilters] = useFilters()
  const { items } = sample
  const asked = items.findIndex(({ item }) => String(item) === filters['item'])
  const first = items.findIndex((item) => !isDone(item))
  const at = asked >= 0 ? asked : Math.max(0, first)
  const doneCount = items.filter(isDone).length
  const open = (next: number) => setFilters({ item: String(items[next]!.item) })
  const goOn = () => {
    const next =
      [...items.keys()].find((each) => each > at && !isDone(items[each]!)) ?? (at + 1 < items.length ? at + 1 : at)
    open(next)
  }
  const current = items[at]
  const isStopped = sample.lot.isStopped
  return (
    <>
      {isStopped && (
        <Ask tone="stopped" isAlert>
          <h2>
            <StatusMark tone="stopped" size="large" />
            {t.stopped}
          </h2>
          <p>{t.stoppedNext}</p>
        </Ask>
      )}
      {items.length === 0 ? (
        <p className="sk-print-nothing">{t.notBegun}</p>
      ) : (
        <div className="sk-print-progress">
          <progress max={items.length} value={doneCount} aria-label={t.progress(doneCount, items.length)} />
          <output>{t.progress(doneCount, items.length)}</output>
        </div>
      )}
      {current && (
        <SampleItem
          key={current.item}
          jobId={jobId}
          sample={sample}
          item={current}
          title={t.itemOf(current.item, at + 1, items.length)}
          onDone={goOn}
        />
      )}
      <div className="sk-actions">
        {at > 0 && <Button onPress={() => open(at - 1)}>{t.previous}</Button>}
        {at + 1 < items.length && <Button onPress={() => open(at + 1)}>{t.next}</Button>}
      </div>
      {sample.mayEnter && !isStopped && doneCount === items.length && <Finish jobId={jobId} sample={sample} />}
      {items.length > 0 && <ItemList sample={sample} current={at} onOpen={open} />}
      <Plan sample={sample} />
    </>
  )
}

function Finish({ jobId, sample }: { readonly jobId: string; readonly sample: Sample }) {
  const t = usePhrases(printSampleWords)
  const finish = useAct(finishOpening, { topics: ['print-checks'] })
  const seconds = useSecondsInView()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const left = sample.findings.filter(({ id }) => !ticked.has(id!)).length
  const { ticksMissing } = usePhrases(printStepWords).decide
  const end = () =>
    finish.run({ jobId, revisionHash: sample.revisionHash, findingIds: [...ticked], secondsInView: seconds() })
  return (
    <Section title={t.finish}>
      <p>{t.finishLead}</p>
      {finish.problem && <ProblemNotice problem={finish.problem} />}
      <Ticks
        findings={sample.findings}
        words={printPanelWords({ gate: 'print-checks.delivery' })}
        ticked={ticked}
        onTick={setTicked}
      />
      <Button
        tone="main"
        onPress={end}
        isBusy={finish.isBusy}
        disabledReason={left > 0 ? ticksMissing(left) : undefined}
      >
        {t.finish}
      </Button>
    </Section>
  )
}

function ItemList(props: { readonly sample: Sample; readonly current: number; readonly onOpen: (at: number) => void }) {
  const { sample, current, onOpen } = props
  const t = usePhrases(printSampleWords)
  return (
    <Section title={t.list}>
      <ol className="sk-print-items">
        {sample.items.map((item, at) => (
          <li key={item.item}>
            <button type="button" onClick={() => onOpen(at)} aria-current={at === current ? 'step' : undefined}>
              <StatusMark tone={isWrong(item) ? 'stopped' : isDone(item) ? 'passed' : 'waiting'} />
              {t.item(item.item)}
              <span className="sk-hidden">{isWrong(item) ? t.wrong : isDone(item) ? t.right : ''}</span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Whoever doubts the draw can do it again. */
function Plan({ sample }: { readonly sample: Sample }) {
  const t = usePhrases(printSampleWords)
  const { plan } = sample
  return (
    <details className="sk-print-plan">
      <summary>{t.plan.title}</summary>
      <Facts
        of={[
          [t.plan.mandatory, t.count(plan.mandatoryCount)],
          [t.plan.random, t.count(plan.randomCount)],
          [t.plan.chance, t.plan.chanceText(plan.badShare, plan.confidence)],
          [t.plan.acceptance, t.plan.acceptanceText],
          [t.plan.drawn, <Instant key="drawn" at={sample.drawnAt} />],
          [t.plan.seed, <code key="seed">{sample.seed || '—'}</code>],
          [t.plan.population, <code key="population">{sample.populationHash}</code>],
        ]}
      />
      <p className="sk-print-note">{t.plan.again}</p>
    </details>
  )
}
