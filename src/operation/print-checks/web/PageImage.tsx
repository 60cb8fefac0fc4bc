import { useState } from 'react'

export interface PageImageProps {
  readonly source: string
  readonly alt: string
  readonly widthMm: number
  readonly heightMm: number
  /** Millimetres on the page: x, y, width, height. */
  readonly boxes: readonly { readonly box: readonly [number, number, number, number]; readonly label: string }[]
  /** Said where the image does not come. */
  readonly failed: string
}

const AROUND_MM = 1.2
const LABEL_MM = 5

/** A printed page with boxes over it. */
export function PageImage({ source, alt, widthMm, heightMm, boxes, failed }: PageImageProps) {
  const [missing, setMissing] = useState<string>()
  if (missing === source) return <p className="sk-print-no-image">{failed}</p>
  return (
    <div className="sk-print-page">
      <img
        src={source}
        alt={alt}
        width={Math.round(widthMm * 4)}
        height={Math.round(heightMm * 4)}
        onError={() => setMissing(source)}
      />
      <svg viewBox={`0 0 ${widthMm} ${heightMm}`} aria-hidden="true">
        {boxes.map(({ box: [x, y, width, height], label }) => (
          <g key={`${label} ${x} ${y}`}>
            <rect
              x={x - AROUND_MM}
              y={y - AROUND_MM}
              width={width + 2 * AROUND_MM}
              height={height + 2 * AROUND_MM}
              rx={0.8}
            />
            <circle
              cx={Math.max(LABEL_MM / 2, x - AROUND_MM)}
              cy={Math.max(LABEL_MM / 2, y - AROUND_MM)}
              r={LABEL_MM / 2}
            />
            <text x={Math.max(LABEL_MM / 2, x - AROUND_MM)} y={Math.max(LABEL_MM / 2, y - AROUND_MM)}>
              {label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}
