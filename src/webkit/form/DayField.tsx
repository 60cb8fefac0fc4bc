import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { readDay } from '../../base/read-day.ts'
import { useLanguage } from '../appearance.ts'
import { useWords } from '../words/use-words.ts'
import { afterPress } from './after-press.ts'
import { besideDay, dayErrorText } from './day-reading.ts'
import { type FieldProps, FieldLabel } from './fields.tsx'
import { useFieldError } from './form-context.ts'

/**
 * A day, typed by 西暦 or 和暦, in full or half width: `2026/11/23`, `S50.4.1`. Beside it stands how it was understood. The value
 * is the text as typed; give it to `readDay` when the form is sent.
 */
export function DayField(props: FieldProps) {
  const { name, label, hint, value, onChange, isOptional = false } = props
  const id = useId()
  const words = useWords()
  const language = useLanguage()
  const [isLeft, setLeft] = useState(false)
  const reading = readDay(value)
  // Complaints wait until the field is left: while someone types, every day is unfinished.
  const typingError = !reading.ok && reading.reason !== 'empty' && isLeft ? dayErrorText(reading, words) : undefined
  const error = useFieldError(name, label, id, props.error ?? typingError)
  return (
    <TextInput
      id={id}
      name={name}
      label={<FieldLabel text={label} isOptional={isOptional} />}
      description={hint ?? words.day.hint}
      error={error}
      aria-required={!isOptional}
      inputMode="text"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={() => afterPress(() => setLeft(false))}
      onBlur={() => afterPress(() => setLeft(true))}
      // oxlint-disable-next-line react/no-unstable-nested-components -- a slot of the library, not a component
      inputContainer={(input) => (
        <div className="sk-day">
          {input}
          <output htmlFor={id} aria-live="polite">
            {reading.ok ? besideDay(reading.day, language) : ''}
          </output>
        </div>
      )}
    />
  )
}
