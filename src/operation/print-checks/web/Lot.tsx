import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField, SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { BATCH_KINDS, type BatchKind, type PrintJobView, registerLot } from '../contract.ts'
import { batchKindWords, stageStateWords } from '../words.ts'
import { readBatches, readCounts } from './lot-typing.ts'
import { RedrawForm } from './RedrawForm.tsx'
import type { StageProps } from './stage-props.ts'
import { printStepWords } from './step-words.ts'
import { StoppedLots } from './StoppedLots.tsx'

/** 刷り上がりと抜き取り: registering the printed lot draws the sample. */
export function Lot({ job, stage }: StageProps) {
  const t = usePhrases(printStepWords).lot
  const mayWork = useMay('print-checks:work') && job.reader !== 'client'
  const { lot } = job
  const mayRegister = mayWork && (!lot || !lot.isCurrent || lot.isStopped)
  // A further lot is 自社's to ask for: who printed does not choose what is looked at.
  const isOurs = !lot || job.reader === 'own'
  const waitsForStage = stage.missing.some(({ code }) => code === 'earlier_stage')
  return (
    <Section title={t.title} id="lot">
      <p>{t.lead}</p>
      {lot && <LotFacts job={job} lot={lot} />}
      {lot && <StoppedLots job={job} lot={lot} />}
      {lot && mayWork && job.reader === 'own' && lot.isCurrent && lot.isUnopened && !lot.isStopped && (
        <RedrawForm jobId={job.jobId} />
      )}
      {mayRegister && !isOurs && <p className="sk-print-nothing">{t.askOurs}</p>}
      {mayRegister &&
        isOurs &&
        (waitsForStage ? <p className="sk-print-nothing">{t.notYet}</p> : <LotForm job={job} />)}
    </Section>
  )
}

function LotFacts({ job, lot }: { readonly job: PrintJobView; readonly lot: NonNullable<PrintJobView['lot']> }) {
  const t = usePhrases(printStepWords).lot
  const say = useSay()
  return (
    <>
      <h3>{t.number(lot.number)}</h3>
      {lot.isStopped && (
        <p>
          <StatusWord tone="stopped" word={say(stageStateWords.stopped)} /> {t.stopped}
        </p>
      )}
      {!lot.isCurrent && <p className="sk-print-old">{t.old}</p>}
      <Facts
        of={[
          [t.facts.items, t.items(lot.itemCount)],
          [
            t.facts.batches,
            lot.batches.length === 0
              ? '—'
              : lot.batches.map(({ kind, name, from, until }) => (
                  <div key={`${kind} ${name}`}>{`${say(batchKindWords[kind])} ${name}: ${from}〜${until}`}</div>
                )),
          ],
          [t.facts.restarts, lot.restarts.length === 0 ? '—' : lot.restarts.join('、')],
          [t.facts.spoiled, String(lot.spoiledCount)],
          ...(lot.reason === undefined
            ? []
            : [[lot.isRedrawn ? t.facts.redrawn : t.facts.reason, lot.reason] as const]),
          [
            t.facts.by,
            <span key="by">
              {lot.registeredBy} · <Instant at={lot.registeredAt} />
            </span>,
          ],
        ]}
      />
      {lot.isCurrent && (
        <>
          <p>{t.sample(lot.sample.doneCount, lot.sample.itemCount)}</p>
          <div className="sk-actions">
            <ButtonLink to={`/print-checks/${job.jobId}/sample`}>{t.open}</ButtonLink>
          </div>
        </>
      )}
    </>
  )
}

function LotForm({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printStepWords).lot
  const say = useSay()
  const register = useAct(registerLot, { topics: ['print-checks'] })
  const [typed, setTyped] = useState({ kind: 'roll', batches: '', restarts: '', spoiled: '0', reason: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const isFurther = job.lot !== undefined
  const isStopped = job.lot?.isStopped === true
  const submit = async () => {
    const read = readBatches(typed.batches, typed.kind as BatchKind)
    const restarts = readCounts(typed.restarts)
    const spoiledCount = readCounts(typed.spoiled)?.[0] ?? (/^\s*[0０]?\s*$/.test(typed.spoiled) ? 0 : undefined)
    setErrors({
      ...('wrongLine' in read && { batches: t.wrongLine(read.wrongLine) }),
      ...(!restarts && { restarts: t.wrongNumbers }),
      ...(spoiledCount === undefined && { spoiled: t.wrongNumbers }),
      ...(isFurther && typed.reason.trim() === '' && { reason: isStopped ? t.doneMissing : t.reasonMissing }),
    })
    if ('wrongLine' in read || !restarts || spoiledCount === undefined) return
    const reason = typed.reason.trim()
    if (isFurther && reason === '') return
    await register.run({
      jobId: job.jobId,
      batches: [...read.batches],
      restarts: [...restarts],
      spoiledCount,
      ...(isFurther && { reason }),
    })
  }
  return (
    <Form onSubmit={submit} problem={register.problem} errors={errors} label={t.register}>
      <SelectField
        {...field('kind')}
        label={t.kind}
        choices={BATCH_KINDS.map((kind) => ({ value: kind, word: say(batchKindWords[kind]) }))}
      />
      <LongTextField {...field('batches')} label={t.batches} hint={t.batchesHint} rows={3} isOptional />
      <TextField {...field('restarts')} label={t.restarts} hint={t.restartsHint} isOptional />
      <TextField {...field('spoiled')} label={t.spoiled} inputMode="numeric" />
      {isFurther && (
        <LongTextField
          {...field('reason')}
          label={isStopped ? t.done : t.reason}
          hint={isStopped ? t.doneHint : t.reasonHint}
          rows={3}
          maxLength={1000}
        />
      )}
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={register.isBusy}>
          {t.register}
        </Button>
      </div>
    </Form>
  )
}
