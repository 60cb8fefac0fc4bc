import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useWords } from '../words/use-words.ts'
import { useFieldError } from './form-context.ts'

export interface FieldProps {
  /** The path of the field in the endpoint's input, by which its errors find it. */
  readonly name: string
  readonly label: string
  /** Below the label: what to write, with an example. */
  readonly hint?: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isOptional?: boolean
  readonly error?: string | undefined
}

/** The label with its mark: optional fields are marked, since most fields of ours are needed. */
export function FieldLabel({ text, isOptional = false }: { readonly text: string; readonly isOptional?: boolean }) {
  const { optional } = useWords().fields
  return (
    <>
      {text}
      {isOptional && <span className="sk-field-mark">{optional}</span>}
    </>
  )
}

function useField({ name, label, hint, isOptional, error }: FieldProps) {
  const id = useId()
  return {
    id,
    name,
    label: <FieldLabel text={label} isOptional={isOptional ?? false} />,
    description: hint,
    error: useFieldError(name, label, id, error),
    'aria-required': !isOptional,
  }
}

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'search'
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'email' | 'numeric' | 'decimal'
  readonly maxLength?: number
  readonly isFirst?: boolean
}

/** One line of text; the label stands above it. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, type = 'text', autoComplete, inputMode, maxLength, isFirst } = props
  return (
    <TextInput
      {...useField(props)}
      type={type}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete={autoComplete}
      inputMode={inputMode}
      maxLength={maxLength}
      data-autofocus={isFirst}
    />
  )
}

/** A password: it may be pasted, shown, and filled in by a password manager. */
export function PasswordField(
  props: FieldProps & { readonly autoComplete: 'current-password' | 'new-password' | 'off' },
) {
  const { showPassword, hidePassword } = useWords().fields
  return (
    <PasswordInput
      {...useField(props)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete={props.autoComplete}
      visibilityToggleButtonProps={{
        'aria-label': `${showPassword} / ${hidePassword}`,
        tabIndex: 0,
        'aria-hidden': false,
      }}
    />
  )
}

/** Several lines of text. */
export function LongTextField(props: FieldProps & { readonly rows?: number; readonly maxLength?: number }) {
  return (
    <Textarea
      {...useField(props)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      rows={props.rows ?? 4}
      maxLength={props.maxLength}
    />
  )
}

export interface Choice {
  readonly value: string
  readonly word: string
}

/** One of many, by the system's own list: it works with every keyboard, finger and reader. */
export function SelectField(props: FieldProps & { readonly choices: readonly Choice[] }) {
  return (
    <NativeSelect
      {...useField(props)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={props.choices.map(({ value, word }) => ({ value, label: word }))}
    />
  )
}

/** One of a few, all in view. */
export function ChoiceField(props: FieldProps & { readonly choices: readonly Choice[] }) {
  const id = useId()
  const error = useFieldError(props.name, props.label, id, props.error)
  return (
    <fieldset className="sk-choices" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        <FieldLabel text={props.label} isOptional={props.isOptional ?? false} />
      </legend>
      {props.hint}
      {error && (
        <p className="sk-field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {props.choices.map(({ value, word }) => (
        <label className="sk-choice" key={value}>
          <input
            type="radio"
            name={id}
            value={value}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          {word}
        </label>
      ))}
    </fieldset>
  )
}

export interface TickProps {
  readonly label: ReactNode
  readonly isTicked: boolean
  readonly onChange: (isTicked: boolean) => void
}

/** A statement to tick. */
export function Tick({ label, isTicked, onChange }: TickProps) {
  return (
    <label className="sk-choice">
      <input type="checkbox" checked={isTicked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
