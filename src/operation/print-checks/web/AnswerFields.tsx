import { LongTextField } from '../../../webkit/form/fields.tsx'

export interface AnswerFieldsProps {
  /** Its fields are `name.0`, `name.1` and so on. */
  readonly name: string
  readonly questions: readonly string[]
  /** In the order of the questions. */
  readonly answers: readonly string[]
  readonly onChange: (answers: readonly string[]) => void
  readonly hint?: string
}

/** A question after the other, each with room for its answer. */
export function AnswerFields({ name, questions, answers, onChange, hint }: AnswerFieldsProps) {
  return questions.map((question, at) => (
    <LongTextField
      key={question}
      name={`${name}.${at}`}
      label={question}
      hint={hint}
      value={answers[at] ?? ''}
      onChange={(value) => onChange(questions.map((_, i) => (i === at ? value : (answers[i] ?? ''))))}
      rows={2}
      maxLength={2000}
    />
  ))
}

/** The errors of the fields that are still empty. */
export const unanswered = (name: string, answers: readonly string[], missing: string): Record<string, string> =>
  Object.fromEntries(answers.flatMap((answer, at) => (answer.trim() === '' ? [[`${name}.${at}`, missing]] : [])))
