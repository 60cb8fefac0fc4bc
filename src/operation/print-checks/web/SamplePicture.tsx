import { type MouseEvent, useState } from 'react'
import type { MadeField, MadeFree } from '../making/contract.ts'
import { type Sample, wordAt } from './made-draft.ts'

type Box = readonly [number, number, number, number]

export interface SamplePictureProps {
  readonly source: string
  readonly alt: string
  readonly failed: string
  readonly page: Sample['pages'][number]
  readonly clicked: number | undefined
  /** Where the chosen column was found on this page. */
  readonly found: readonly Box[]
  /** Fields of this page that were added already. */
  readonly fields: readonly MadeField[]
  readonly free: readonly MadeFree[]
  /** What would become free. */
  readonly freeing: Box | undefined
  readonly onClick: (word: number) => void
}

/** A page of the sample with its words outlined. By keyboard the list below it does the same. */
export function SamplePicture(props: SamplePictureProps) {
  const { source, alt, failed, page, clicked, found, fields, free, freeing, onClick } = props
  const [missing, setMissing] = useState<string>()
  const press = (event: MouseEvent<SVGSVGElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - left) / width) * page.widthMm
    const y = ((event.clientY - top) / height) * page.heightMm
    const word = wordAt(page.words, x, y)
    if (word !== undefined) onClick(word)
  }
  const word = clicked === undefined ? undefined : page.words[clicked]
  return (
    <div className="sk-print-page sk-print-clicked-page">
      {missing === source ? (
        <p className="sk-print-no-image">{failed}</p>
      ) : (
        <img
          src={source}
          alt={alt}
          width={Math.round(page.widthMm * 4)}
          height={Math.round(page.heightMm * 4)}
          onError={() => setMissing(source)}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list of words is for the keyboard */}
      <svg viewBox={`0 0 ${page.widthMm} ${page.heightMm}`} aria-hidden="true" onClick={press}>
        {page.words.map(({ text, box }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the same text may stand in the same place twice
          <Rect key={`${text} ${at}`} box={box} kind="word" />
        ))}
        {fields.map(({ name, area }) => area && <Rect key={name} box={area} kind="field" />)}
        {free.map(({ area }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- areas have no other name than their number
          <g key={at}>
            <Rect box={area} kind="free" margin={0} />
            <text data-kind="free" x={area[0]} y={area[1] > 6 ? area[1] - 1 : area[1] + area[3] + 5}>
              {at + 1}
            </text>
          </g>
        ))}
        {freeing && <Rect box={freeing} kind="free" margin={0} />}
        {found.map((box) => (
          <Rect key={box.join()} box={box} kind="found" />
        ))}
        {word && <Rect box={word.box} kind="clicked" />}
      </svg>
    </div>
  )
}

interface RectProps {
  readonly box: Box
  readonly kind: string
  readonly margin?: number
}

const Rect = ({ box: [x, y, width, height], kind, margin = 0.5 }: RectProps) => (
  <rect data-kind={kind} x={x - margin} y={y - margin} width={width + 2 * margin} height={height + 2 * margin} />
)
