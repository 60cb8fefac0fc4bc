import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Problem } from '../api.ts'
import { ProblemNotice } from '../ProblemNotice.tsx'
import { useWords } from '../words/use-words.ts'
import { fieldErrorText, FormContext } from './form-context.ts'
import { isImeEnter } from './ime-enter.ts'
import './Form.css'

export interface FormProps {
  readonly onSubmit: () => unknown
  /** From `useAct`: its wrong fields are shown at the fields and listed at the top. */
  readonly problem?: Problem | undefined
  /** Errors that the page itself found: name of the field → text. They take precedence. */
  readonly errors?: Readonly<Record<string, string>>
  readonly label?: string
  /** `bar`: fields side by side, for narrowing a list. */
  readonly layout?: 'column' | 'bar'
  readonly children: ReactNode
}

/** A form: errors at the field and at the top, and an Enter that confirms Japanese input never sends it. */
export function Form({ onSubmit, problem, errors, label, layout = 'column', children }: FormProps) {
  const words = useWords()
  const [fields, setFields] = useState<Readonly<Record<string, { label: string; id: string }>>>({})
  const introduce = useCallback((name: string, fieldLabel: string, id: string) => {
    setFields((known) =>
      known[name]?.id === id && known[name].label === fieldLabel
        ? known
        : { ...known, [name]: { label: fieldLabel, id } },
    )
  }, [])
  const texts = useMemo(() => {
    const codes = problem?.kind === 'refusal' ? problem.fields : {}
    const served = Object.entries(codes).map(([name, code]) => [name, fieldErrorText(code, words)])
    return { ...(Object.fromEntries(served) as Record<string, string>), ...errors }
  }, [problem, errors, words])
  const context = useMemo(() => ({ errorOf: (name: string) => texts[name], introduce }), [texts, introduce])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void onSubmit()
  }
  const keepImeEnter = (event: KeyboardEvent) => {
    if (isImeEnter(event.nativeEvent)) event.preventDefault()
  }
  const isAboutFields = Object.keys(texts).length > 0
  return (
    <FormContext value={context}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it holds back one key of its fields */}
      <form
        noValidate
        className="sk-form"
        data-layout={layout}
        onSubmit={submit}
        onKeyDown={keepImeEnter}
        aria-label={label}
      >
        {isAboutFields ? <ErrorList texts={texts} fields={fields} /> : problem && <ProblemNotice problem={problem} />}
        {children}
      </form>
    </FormContext>
  )
}

/** All wrong fields in one place, each a link to its field. */
function ErrorList(props: {
  readonly texts: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, { label: string; id: string }>>
}) {
  const words = useWords().problem
  const box = useRef<HTMLDivElement>(null)
  const { texts, fields } = props
  useEffect(() => {
    if (Object.keys(texts).length > 0) box.current?.focus()
  }, [texts])
  const entries = Object.entries(texts)
  return (
    <div className="sk-problem" role="alert" tabIndex={-1} ref={box}>
      <p className="sk-problem-title">
        <span className="sk-problem-mark" aria-hidden="true">
          !
        </span>
        {words.errorsTitle(entries.length)}
      </p>
      <ul>
        {entries.map(([name, text]) => {
          const field = fields[name]
          return <li key={name}>{field ? <a href={`#${field.id}`}>{`${field.label}: ${text}`}</a> : text}</li>
        })}
      </ul>
    </div>
  )
}
