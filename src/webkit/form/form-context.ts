import { createContext, useContext, useEffect } from 'react'
import type { Words } from '../words/ja.ts'

export interface FormErrors {
  /** What is wrong with a field, as a text; by the field's name. */
  readonly errorOf: (name: string) => string | undefined
  /** A field tells its label and place, for the list of errors at the top. */
  readonly introduce: (name: string, label: string, id: string) => void
}

export const FormContext = createContext<FormErrors>({ errorOf: () => undefined, introduce: () => undefined })

/** The error of one field, and its entry in the list at the top of the form. */
export function useFieldError(name: string, label: string, id: string, ownError?: string): string | undefined {
  const { errorOf, introduce } = useContext(FormContext)
  useEffect(() => introduce(name, label, id), [introduce, name, label, id])
  return ownError ?? errorOf(name)
}

/** The words of a field's error code. */
export function fieldErrorText(code: string, words: Words): string {
  const { errors } = words.fields
  return Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : errors.other
}
