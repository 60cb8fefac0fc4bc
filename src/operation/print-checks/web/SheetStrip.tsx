import type { MouseEvent } from 'react'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { faultyCount, nearestFaulty, type Span } from './faulty-sheets.ts'
import { printResultWords } from './result-words.ts'

const WIDTH = 1000
const HEIGHT = 36
/** One wrong sheet of a hundred thousand must still be seen. */
const NARROWEST = 2.5
const STATES = ['ok', 'banner', 'unverified', 'mismatch'] as const

export interface SheetStripProps {
  readonly spans: readonly Span[]
  readonly count: number
  readonly current: number | undefined
  readonly onOpen: (sheet: number) => void
}

/** All sheets as one strip, from the first on the left. By keyboard the buttons below it do the same. */
export function SheetStrip({ spans, count, current, onOpen }: SheetStripProps) {
  const t = usePhrases(printResultWords).strip
  const wrong = faultyCount(spans)
  const x = (sheet: number) => ((sheet - 1) / count) * WIDTH
  const press = (event: MouseEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const sheet = Math.min(count, Math.max(1, Math.floor(((event.clientX - left) / width) * count) + 1))
    onOpen(nearestFaulty(spans, sheet) ?? sheet)
  }
  return (
    <Section title={t.title}>
      <p className="sk-print-note">{t.lead}</p>
      <figure className="sk-print-strip">
        {/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role -- a drawing; the buttons of the sheet do the same */}
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t.label(count, wrong)}
          onClick={press}
        >
          {STATES.map((state) => (
            <path key={state} data-state={state} d={shapeOf(spans, state, count, x)} />
          ))}
          {current !== undefined && (
            <rect
              className="sk-print-strip-now"
              x={Math.max(0, x(current) - 1)}
              y={0}
              width={Math.max(NARROWEST, WIDTH / count) + 2}
              height={HEIGHT}
            />
          )}
        </svg>
        {/* oxlint-enable */}
        <figcaption>
          <span>{t.first}</span>
          <span>{t.last(count)}</span>
        </figcaption>
      </figure>
      <ul className="sk-print-legend">
        {STATES.filter((state) => spans.some((span) => span.state === state)).map((state) => (
          <li key={state} data-state={state}>
            {t.legend[state]}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** All spans of one state as one shape: a run may have a hundred thousand. */
function shapeOf(spans: readonly Span[], state: string, count: number, x: (sheet: number) => number): string {
  const isMarked = state === 'mismatch' || state === 'unverified'
  let shape = ''
  let drawnUntil = -1
  for (const span of spans) {
    if (span.state !== state) continue
    const from = x(span.from)
    const width = Math.max(((span.to - span.from + 1) / count) * WIDTH, isMarked ? NARROWEST : 0)
    if (from + width <= drawnUntil) continue
    drawnUntil = from + width
    shape += `M${from.toFixed(2)} 0h${width.toFixed(2)}v${HEIGHT}h${(-width).toFixed(2)}z`
  }
  return shape
}
