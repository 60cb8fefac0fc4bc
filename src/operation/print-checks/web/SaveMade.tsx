import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { type DataShape, type MADE_SLOTS, saveMadeSpecification } from '../making/contract.ts'
import { type Draft, pagesWithoutField } from './made-draft.ts'
import { printMakerWords } from './maker-words.ts'

export interface SaveMadeProps {
  readonly jobId: string
  readonly slot: (typeof MADE_SLOTS)[number]
  readonly data: DataShape
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

/** Keeps the whole as a new revision, and goes back to the job. */
export function SaveMade({ jobId, slot, data, draft, onChange }: SaveMadeProps) {
  const words = usePhrases(printMakerWords)
  const t = words.save
  const goTo = useGoTo()
  const save = useAct(saveMadeSpecification, { topics: ['print-checks', 'print-sample'] })
  const [error, setError] = useState<string>()
  const [lacking] = pagesWithoutField(draft)
  const missing = lacking === undefined ? undefined : t.missingOn(lacking, draft.pages[lacking - 1]!.name)
  const disabledReason = draft.pages.some(({ fields }) => fields.length > 0) ? missing : t.missing
  const submit = async () => {
    setError(draft.title.trim() === '' ? t.noName : undefined)
    if (draft.title.trim() === '' || disabledReason !== undefined) return
    const { duplex, readsText } = draft
    const pages = draft.pages.map(({ marks, fields, free, ...page }) => ({
      ...page,
      marks: [...marks],
      fields: [...fields],
      free: [...free],
    }))
    const saved = await save.run({ jobId, slot, title: draft.title.trim(), data, duplex, readsText, pages })
    if (saved) await goTo(`/print-checks/${jobId}?stage=settings`)
  }
  return (
    <Section title={t.title}>
      <Form
        onSubmit={submit}
        problem={save.problem}
        errors={error === undefined ? {} : { title: error }}
        label={t.title}
      >
        <TextField
          name="title"
          label={t.name}
          value={draft.title}
          onChange={(title) => onChange({ ...draft, title })}
          maxLength={200}
        />
        <Tick
          label={words.shape.duplex}
          isTicked={draft.duplex}
          onChange={(duplex) => onChange({ ...draft, duplex })}
        />
        <Tick
          label={t.readsText}
          isTicked={draft.readsText}
          onChange={(readsText) => onChange({ ...draft, readsText })}
        />
        <p className="sk-print-note">{t.readsTextHint}</p>
        <p className="sk-print-note">{t.yaml}</p>
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={save.isBusy} disabledReason={disabledReason}>
            {t.button}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
