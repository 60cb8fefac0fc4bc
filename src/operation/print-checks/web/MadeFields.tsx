import { Button } from '../../../webkit/Button.tsx'
import { TextField, Tick } from '../../../webkit/form/fields.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { FreeAreas, type FreeAreasProps } from './FreeAreas.tsx'
import type { DraftPage } from './made-draft.ts'
import { printMakerWords } from './maker-words.ts'

export interface MadeFieldsProps {
  readonly page: DraftPage
  readonly paper: FreeAreasProps['paper']
  readonly onChange: (change: Partial<DraftPage>) => void
}

/** What this page of a record has so far. */
export function MadeFields({ page, paper, onChange }: MadeFieldsProps) {
  const words = usePhrases(printMakerWords)
  const t = words.fields
  const isEmpty = page.fields.length === 0 && page.marks.length === 0 && page.free.length === 0
  return (
    <section className="sk-print-made">
      <h3>{t.title}</h3>
      <TextField
        name="pageName"
        label={words.pages.name}
        value={page.name}
        onChange={(name) => onChange({ name })}
        maxLength={60}
      />
      {page.fields.length === 0 && !page.blank && <p className="sk-print-nothing">{t.none}</p>}
      <ul>
        {page.fields.map((field) => (
          <li key={field.name}>
            <p>
              <strong>{field.name}</strong>{' '}
              <span className="sk-print-note">
                {words.proposal.column(field.columns.join('・'), field.before, field.after)}
                {field.identifies && ` · ${t.identifies}`}
              </span>
            </p>
            <Button
              tone="quiet"
              label={t.removeOf(field.name)}
              onPress={() => onChange({ fields: page.fields.filter(({ name }) => name !== field.name) })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      {page.marks.length > 0 && (
        <>
          <h4>{t.marks}</h4>
          <ul>
            {page.marks.map((mark) => (
              <li key={mark}>
                <p>{mark}</p>
                <Button
                  tone="quiet"
                  label={t.removeOf(mark)}
                  onPress={() => onChange({ marks: page.marks.filter((each) => each !== mark) })}
                >
                  {t.remove}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <FreeAreas free={page.free} paper={paper} onChange={(free) => onChange({ free })} />
      {isEmpty && <Tick label={t.blank} isTicked={page.blank} onChange={(blank) => onChange({ blank })} />}
    </section>
  )
}
