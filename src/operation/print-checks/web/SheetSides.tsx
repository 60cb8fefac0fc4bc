import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { addressOf } from '../../../webkit/api.ts'
import { Button } from '../../../webkit/Button.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printPageImage, type readSheet } from '../contract.ts'
import { PageImage } from './PageImage.tsx'
import { printResultWords } from './result-words.ts'

type Sheet = OutputOf<typeof readSheet>
/** a, b, c …: findings have numbers. */
export const letter = (at: number): string => String.fromCodePoint(97 + (at % 26))
const DPI = { beside: 110, large: 200 }

/** Front and back of one sheet; what differs is boxed, with the number of its finding. */
export function SheetSides({
  jobId,
  runId,
  sheet,
}: {
  readonly jobId: string
  readonly runId: string
  readonly sheet: Sheet
}) {
  const t = usePhrases(printResultWords).sheet
  const [isLarge, setLarge] = useState(false)
  return (
    <div className="sk-print-looked">
      <Button tone="quiet" onPress={() => setLarge(!isLarge)}>
        {isLarge ? t.smaller : t.larger}
      </Button>
      <div className="sk-print-sides" data-large={isLarge || undefined}>
        {sheet.pages.map(({ page, side, widthMm, heightMm }) => {
          const own = sheet.mismatches.flatMap((mismatch, at) =>
            mismatch.page === page && mismatch.box ? [{ box: mismatch.box, label: String(at + 1) }] : [],
          )
          // A finding about the whole side has no place: its differing fields have.
          const boxes =
            own.length > 0
              ? own
              : sheet.differing.flatMap(({ page: on, box }, at) => (on === page ? [{ box, label: letter(at) }] : []))
          const isWrong = sheet.mismatches.some((mismatch) => mismatch.page === page)
          return (
            <figure key={page} data-wrong={isWrong || undefined}>
              <figcaption>
                <strong>{t.sides[side]}</strong> <span className="sk-print-note">{t.pageOf(page)}</span>
              </figcaption>
              <PageImage
                source={addressOf(printPageImage, { jobId, runId, page, dpi: isLarge ? DPI.large : DPI.beside })}
                alt={t.image(sheet.sheet, t.sides[side])}
                widthMm={widthMm}
                heightMm={heightMm}
                boxes={boxes}
                failed={t.noImage}
              />
            </figure>
          )
        })}
      </div>
    </div>
  )
}
