import { type ChangeEvent, useId, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { enterSampleItem, photographSampleItem } from '../contract.ts'
import { sampleReasonWords } from '../words.ts'
import { isDone, isWrong, type Item, type Sample } from './sample-state.ts'
import { printSampleWords } from './sample-words.ts'

type Side = Item['sides'][number]
const TOPICS = { topics: ['print-checks'] }

export interface SampleItemProps {
  readonly jobId: string
  readonly sample: Sample
  readonly item: Item
  readonly title: string
  /** All sides of it are there, and they matched. */
  readonly onDone: () => void
}

/** One item in the hand: what its front and its back say is typed, or photographed where the machine can read it. */
export function SampleItem({ jobId, sample, item, title, onDone }: SampleItemProps) {
  const t = usePhrases(printSampleWords)
  const say = useSay()
  const enter = useAct(enterSampleItem, TOPICS)
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const open = item.sides.filter(({ entry }) => !entry)
  const submit = async () => {
    const empty = open.filter(({ page }) => (typed[page] ?? '').trim() === '')
    setErrors(Object.fromEntries(empty.map(({ page }) => [`side-${page}`, t.missing])))
    if (empty.length > 0) return
    const answers = open.map(({ page }) => ({ page, typed: typed[page]!.trim() }))
    const answer = await enter.run({ jobId, sampleId: sample.lot.sample.sampleId, item: item.item, answers })
    if (answer && !answer.isStopped) onDone()
  }
  return (
    <Section title={title} aside={item.batch && <span className="sk-print-note">{item.batch}</span>}>
      <p className="sk-print-note">
        {t.why}:{' '}
        {item.reasons.length === 0
          ? t.chance
          : item.reasons
              .map((reason) => (sampleReasonWords[reason] ? say(sampleReasonWords[reason]) : reason))
              .join('、')}
        {item.sheet !== undefined && ` · ${t.sheet(item.sheet)}`}
      </p>
      {item.sides
        .filter(({ entry }) => entry)
        .map((side) => (
          <ReadSide key={side.page} side={side} />
        ))}
      {open.length > 0 && !sample.mayEnter && (
        <p>{sample.openerName ? t.notYou(sample.openerName) : sample.hasSeen ? t.hasSeen : t.mayNot}</p>
      )}
      {open.length > 0 && sample.mayEnter && (
        <Form onSubmit={submit} problem={enter.problem} errors={errors} label={title}>
          {open.map((side) => (
            <div key={side.page} className="sk-print-side">
              <TextField
                name={`side-${side.page}`}
                label={t.asks(t.sides[side.side], side.pageName, side.field, side.isFirstOfSeveral)}
                hint={t.typeHint}
                value={typed[side.page] ?? ''}
                onChange={(value) => setTyped((before) => ({ ...before, [side.page]: value }))}
                autoComplete="off"
                maxLength={200}
              />
              {side.canPhotograph && (
                <Photograph jobId={jobId} sample={sample} item={item} side={side} onRead={onDone} />
              )}
            </div>
          ))}
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={enter.isBusy}>
              {t.check}
            </Button>
          </div>
        </Form>
      )}
      {isDone(item) && !isWrong(item) && <p className="sk-print-note">{t.itemDone}</p>}
    </Section>
  )
}

function ReadSide({ side }: { readonly side: Side }) {
  const t = usePhrases(printSampleWords)
  if (!side.entry) return null
  return (
    <p className="sk-print-read">
      <StatusWord tone={side.entry.matches ? 'passed' : 'stopped'} word={side.entry.matches ? t.right : t.wrong} />{' '}
      {t.asks(t.sides[side.side], side.pageName, side.field, side.isFirstOfSeveral)}
      <span className="sk-print-note">
        {' '}
        {side.entry.by} · <Instant at={side.entry.at} />
      </span>
    </p>
  )
}

interface PhotographProps extends Omit<SampleItemProps, 'title' | 'onDone'> {
  readonly side: Side
  readonly onRead: () => void
}

/** The machine reads the code of one side, or its text, from a photograph; a phone opens its camera. */
function Photograph({ jobId, sample, item, side, onRead }: PhotographProps) {
  const t = usePhrases(printSampleWords)
  const id = useId()
  const photograph = useAct(photographSampleItem, TOPICS)
  const take = async (file: File | undefined) => {
    if (!file) return
    const input = { jobId, sampleId: sample.lot.sample.sampleId, item: item.item, page: side.page }
    const answer = await photograph.run(input, file)
    if (answer && !answer.isStopped && isDone(answer.item)) onRead()
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    void take(event.currentTarget.files?.[0])
    // The same photograph may be chosen again.
    event.currentTarget.value = ''
  }
  return (
    <div className="sk-print-photograph">
      {photograph.problem && <ProblemNotice problem={photograph.problem} />}
      <label htmlFor={id} className="sk-file-choose">
        {photograph.isBusy ? t.reading : t.photographOf(t.sides[side.side])}
      </label>
      <input
        id={id}
        type="file"
        accept="image/*"
        capture="environment"
        onChange={choose}
        disabled={photograph.isBusy}
      />
      {/* It is there before it speaks, so that it is heard. */}
      <output className="sk-print-reading">
        {photograph.isBusy && (
          <>
            <progress aria-label={t.reading} />
            {side.readsText ? t.readingText : t.reading}
          </>
        )}
      </output>
      <p className="sk-print-note">{side.readsText ? t.photographTextHint : t.photographHint}</p>
    </div>
  )
}
