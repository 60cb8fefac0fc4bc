import type { OutputOf } from '../../../base/endpoint.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { readSheet } from '../contract.ts'
import { printResultWords } from './result-words.ts'

type Values = readonly { readonly column: string; readonly value: string }[]

/** The record that this sheet is for, as the data have it, with its children. */
export function SheetRecord({ sheet }: { readonly sheet: OutputOf<typeof readSheet> }) {
  const t = usePhrases(printResultWords).sheet
  return (
    <>
      <h3>{t.record}</h3>
      {sheet.values.length === 0 ? (
        <p>{t.noRecord}</p>
      ) : (
        <>
          {sheet.line !== undefined && <p className="sk-print-note">{t.recordLine(sheet.line)}</p>}
          <ValueList values={sheet.values} />
          {sheet.children.map((child, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- children have no other name than their place
            <div key={at}>
              <h4>{t.child(at + 1)}</h4>
              <ValueList values={child} />
            </div>
          ))}
        </>
      )}
    </>
  )
}

function ValueList({ values }: { readonly values: Values }) {
  const t = usePhrases(printResultWords).sheet
  return (
    <dl className="sk-print-values">
      {values.map(({ column, value }) => (
        <div key={column}>
          <dt>{column}</dt>
          <dd>{value === '' ? t.empty : value}</dd>
        </div>
      ))}
    </dl>
  )
}
