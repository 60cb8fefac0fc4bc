import { useEffect, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { readSheet } from '../contract.ts'
import { faultyCount, faultyPosition, nextFaulty, previousFaulty, type Span } from './faulty-sheets.ts'
import { printResultWords } from './result-words.ts'
import { SheetRecord } from './SheetRecord.tsx'
import { SheetSides } from './SheetSides.tsx'

export interface SheetLookProps {
  readonly jobId: string
  readonly runId: string
  readonly spans: readonly Span[]
  readonly count: number
  readonly sheet: number
  readonly onOpen: (sheet: number) => void
}

/** One sheet: front and back side by side with what differs boxed, its record beside it, and the way to the next one. */
export function SheetLook({ jobId, runId, spans, count, sheet, onOpen }: SheetLookProps) {
  const t = usePhrases(printResultWords).sheet
  const say = useSay()
  const look = useRead(readSheet, { jobId, runId, sheet }, { topic: 'print-checks' })
  const [previous, next] = [previousFaulty(spans, sheet), nextFaulty(spans, sheet)]
  useArrowKeys(previous, next, onOpen)
  const position = faultyPosition(spans, sheet)
  const shown = look.data?.sheet === sheet ? look.data : undefined
  return (
    <Section
      title={t.title(sheet)}
      aside={position !== undefined && <output>{t.position(position, faultyCount(spans))}</output>}
    >
      <div className="sk-actions">
        <Button
          onPress={() => previous !== undefined && onOpen(previous)}
          disabledReason={previous === undefined ? t.noPrevious : undefined}
        >
          {t.previous}
        </Button>
        <Button
          onPress={() => next !== undefined && onOpen(next)}
          disabledReason={next === undefined ? t.noNext : undefined}
        >
          {t.next}
        </Button>
      </div>
      <p className="sk-print-note sk-print-keys">{t.keys}</p>
      {shown ? (
        <div className="sk-print-sheet">
          <SheetSides jobId={jobId} runId={runId} sheet={shown} />
          <div className="sk-print-beside">
            <h3>{t.findings}</h3>
            {shown.mismatches.length === 0 ? (
              <p>{t.none}</p>
            ) : (
              <ol className="sk-print-findings">
                {shown.mismatches.map((mismatch) => (
                  <li key={mismatch.number}>
                    <p>{say(mismatch.detail)}</p>
                    {(mismatch.printed !== undefined || mismatch.expected !== undefined) && (
                      <Values printed={mismatch.printed} expected={mismatch.expected} />
                    )}
                  </li>
                ))}
              </ol>
            )}
            {shown.mismatches.length > 0 && shown.differing.length > 0 && (
              <>
                <h3>{t.differing}</h3>
                <ol className="sk-print-findings" type="a">
                  {shown.differing.map(({ page, field, expected, printed, box }) => (
                    <li key={`${page} ${field} ${box.join()}`}>
                      <p>{field}</p>
                      <Values printed={printed} expected={expected} />
                    </li>
                  ))}
                </ol>
              </>
            )}
            <SheetRecord sheet={shown} />
          </div>
        </div>
      ) : (
        <Waiting on={look} />
      )}
      <GoTo count={count} onOpen={onOpen} />
    </Section>
  )
}

function Values({
  printed,
  expected,
}: {
  readonly printed?: string | undefined
  readonly expected?: string | undefined
}) {
  const t = usePhrases(printResultWords).sheet
  return (
    <dl>
      <div>
        <dt>{t.printed}</dt>
        <dd>{printed || t.empty}</dd>
      </div>
      <div>
        <dt>{t.expected}</dt>
        <dd>{expected || t.empty}</dd>
      </div>
    </dl>
  )
}

/** ← and → lead to the mismatch before and after, unless something is being typed. */
function useArrowKeys(previous: number | undefined, next: number | undefined, onOpen: (sheet: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined
      if (event.altKey || event.ctrlKey || event.metaKey || target?.closest('input, textarea, select')) return
      const to = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : undefined
      if (to === undefined) return
      event.preventDefault()
      onOpen(to)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [previous, next, onOpen])
}

function GoTo({ count, onOpen }: Pick<SheetLookProps, 'count' | 'onOpen'>) {
  const t = usePhrases(printResultWords).sheet
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const submit = () => {
    const sheet = Number(typed.normalize('NFKC'))
    const isRight = Number.isInteger(sheet) && sheet >= 1 && sheet <= count
    setError(isRight ? undefined : t.goWrong(count))
    if (isRight) onOpen(sheet)
  }
  return (
    <Form onSubmit={submit} label={t.go} layout="bar" errors={error === undefined ? {} : { sheet: error }}>
      <TextField name="sheet" label={t.go} value={typed} onChange={setTyped} inputMode="numeric" maxLength={8} />
      <div className="sk-actions">
        <Button type="submit">{t.goButton}</Button>
      </div>
    </Form>
  )
}
