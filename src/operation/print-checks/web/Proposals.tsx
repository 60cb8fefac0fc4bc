import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField } from '../../../webkit/form/fields.tsx'
import { Reading } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { MadeField } from '../making/contract.ts'
import { FreeReason } from './FreeReason.tsx'
import { printFreeWords } from './free-words.ts'
import { type DraftPage, isKnown, type Proposal } from './made-draft.ts'
import { printMakerWords } from './maker-words.ts'

export interface ProposalsProps {
  readonly text: string
  /** Undefined while they are looked for, and where that failed. */
  readonly proposals: readonly Proposal[] | undefined
  readonly isReading: boolean
  readonly chosen: number
  readonly onChoose: (at: number) => void
  readonly page: DraftPage | undefined
  /** It stands on this page every time. */
  readonly mayMark: boolean
  /** Somebody says that it belongs to no field. */
  readonly isFreeing: boolean
  readonly mayNotFree: string | undefined
  readonly onFreeing: (isFreeing: boolean) => void
  readonly onFree: (reason: string) => void
  readonly onAdd: (field: MadeField) => void
  readonly onMark: (text: string) => void
  readonly onClose: () => void
}

const SHOWN = 6

/** What a clicked text may be, the likeliest first, with how often it was found in the sample. */
export function Proposals(props: ProposalsProps) {
  const { text, proposals, isReading, chosen, onChoose, page, mayMark, onAdd, onMark, onClose } = props
  const { isFreeing, mayNotFree, onFreeing, onFree } = props
  const t = usePhrases(printMakerWords).proposal
  const free = usePhrases(printFreeWords)
  const wordOf = ({ field, found, absent }: Proposal) =>
    [
      `${field.of === 'child' ? `${t.child}: ` : ''}${t.column(field.columns.join('・'), field.before, field.after)}`,
      t.as[field.as],
      field.rows && t.rows(field.rows.count),
      t.found(found.length, absent.length),
    ]
      .filter(Boolean)
      .join(' — ')
  const shown = proposals?.slice(0, SHOWN) ?? []
  const field = shown[chosen]?.field
  if (isFreeing)
    return (
      <section className="sk-print-proposals" aria-label={free.of(text)}>
        <FreeReason text={text} onAdd={onFree} onClose={() => onFreeing(false)} />
      </section>
    )
  return (
    <section className="sk-print-proposals" aria-label={t.title(text)} aria-live="polite">
      {shown.length === 0 && <h3>{t.title(text)}</h3>}
      {!proposals && isReading && <Reading />}
      {proposals?.length === 0 && <p>{t.none}</p>}
      {shown.length > 0 && (
        <ChoiceField
          name="proposal"
          label={t.title(text)}
          value={String(chosen)}
          onChange={(value) => onChoose(Number(value))}
          choices={shown.map((proposal, at) => ({ value: String(at), word: wordOf(proposal) }))}
        />
      )}
      <div className="sk-actions">
        {field && (
          <Button tone="main" onPress={() => onAdd(field)} disabledReason={isKnown(page, field) ? t.known : undefined}>
            {t.add}
          </Button>
        )}
        {mayMark && <Button onPress={() => onMark(text)}>{t.addMark}</Button>}
        <Button onPress={() => onFreeing(true)} disabledReason={mayNotFree}>
          {free.choose}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </section>
  )
}
