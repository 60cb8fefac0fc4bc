import { useState } from 'react'
import type { Word } from '../../../base/words.ts'
import type { Problem } from '../../../webkit/api.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { FileField } from '../../../webkit/form/FileField.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { ImportMapping, ImportPreview, ImportReceipt } from '../contract.ts'
import { PreviewView } from './PreviewView.tsx'
import { importWords } from './words.ts'

export interface ImportStepsProps {
  /** Asks what the file would change; undefined when that was refused. */
  readonly preview: (file: File, mapping?: ImportMapping) => Promise<ImportPreview | undefined>
  /** Imports exactly the file that was looked at; undefined when that was refused. */
  readonly apply: (file: File, looked: ImportPreview) => Promise<ImportReceipt | undefined>
  readonly isBusy: boolean
  readonly problem: Problem | undefined
  /** Words of the import's own error codes. */
  readonly words?: Readonly<Record<string, Word>>
}

const NO_WORDS = {}

/** Any import, in three steps: choose, look, import. Until the last press nothing is changed. */
export function ImportSteps({ preview, apply, isBusy, problem, words = NO_WORDS }: ImportStepsProps) {
  const t = usePhrases(importWords)
  const [file, setFile] = useState<File>()
  const [looked, setLooked] = useState<ImportPreview>()
  const [receipt, setReceipt] = useState<ImportReceipt>()
  const look = async (mapping?: ImportMapping) => {
    if (!file) return
    const next = await preview(file, mapping)
    if (next) setLooked(next)
  }
  const confirm = async () => {
    if (!file || !looked) return
    const next = await apply(file, looked)
    if (next) setReceipt(next)
  }
  const startAgain = () => {
    setFile(undefined)
    setLooked(undefined)
    setReceipt(undefined)
  }
  if (receipt) {
    return (
      <Section title={t.steps[2] ?? ''}>
        <output>{receipt.wasRepeated ? t.repeated : t.done(receipt.rowCount)}</output>
        <div className="sk-actions">
          <Button onPress={startAgain}>{t.otherFile}</Button>
        </div>
      </Section>
    )
  }
  if (looked) {
    return (
      <>
        {problem && <ProblemNotice problem={problem} />}
        <PreviewView preview={looked} words={words} onRemap={look} />
        <div className="sk-actions">
          <Button tone="main" onPress={confirm} isBusy={isBusy} disabledReason={whyNot(looked, t)}>
            {t.apply(looked.counts.new + looked.counts.changed)}
          </Button>
          <Button onPress={startAgain}>{t.otherFile}</Button>
        </div>
      </>
    )
  }
  return (
    <Section title={t.steps[0] ?? ''}>
      <Form onSubmit={() => look()} problem={problem}>
        <FileField
          name="file"
          label={t.file}
          hint={<p>{t.fileHint}</p>}
          file={file}
          onChange={setFile}
          accept=".csv,.xlsx,.txt"
        />
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={isBusy} disabledReason={file ? undefined : t.chooseFirst}>
            {t.read}
          </Button>
        </div>
      </Form>
    </Section>
  )
}

function whyNot(preview: ImportPreview, t: typeof importWords.ja): string | undefined {
  const { missingColumns, columns, errorCount, rowCount, counts } = preview
  if (missingColumns.length > 0) {
    const labels = columns.filter((column) => missingColumns.includes(column.key)).map((column) => column.label)
    return t.missingColumns(labels.join('、'))
  }
  if (errorCount > 0) return t.hasErrors(errorCount)
  if (rowCount === 0) return t.noRows
  return counts.new + counts.changed + counts.missing === 0 ? t.nothingToApply : undefined
}
