import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printProofWords } from './proof-words.ts'

export interface ViewedFile {
  readonly fileId: string
  readonly name: string
  readonly pageCount: number
}

export interface PageViewerProps {
  readonly file: ViewedFile
  /** The address of the image of one page, from 1. */
  readonly imageOf: (page: number) => string
  /** Each page that came fully, once. */
  readonly onSeen?: (page: number) => void
}

/** Two pages at a time, as front and back of a sheet lie side by side. */
export function PageViewer({ file, imageOf, onSeen }: PageViewerProps) {
  const t = usePhrases(printProofWords)
  const [first, setFirst] = useState(1)
  const shown = [first, first + 1].filter((page) => page <= file.pageCount)
  return (
    <section aria-label={t.pages(file.name)} className="sk-print-viewer">
      <div className="sk-print-sides">
        {shown.map((page) => (
          <figure key={page}>
            <figcaption>{t.page(page, file.pageCount)}</figcaption>
            <ViewedPage
              source={imageOf(page)}
              alt={t.pageImage(file.name, page)}
              failed={t.noImage}
              onSeen={() => onSeen?.(page)}
            />
          </figure>
        ))}
      </div>
      {file.pageCount > 2 && (
        <div className="sk-actions">
          {first > 1 && <Button onPress={() => setFirst(first - 2)}>{t.previous}</Button>}
          {first + 2 <= file.pageCount && <Button onPress={() => setFirst(first + 2)}>{t.next}</Button>}
        </div>
      )}
    </section>
  )
}

function ViewedPage(props: {
  readonly source: string
  readonly alt: string
  readonly failed: string
  readonly onSeen: () => void
}) {
  const [missing, setMissing] = useState<string>()
  if (missing === props.source) return <p className="sk-print-no-image">{props.failed}</p>
  return (
    <div className="sk-print-page">
      <img src={props.source} alt={props.alt} onLoad={props.onSeen} onError={() => setMissing(props.source)} />
    </div>
  )
}
