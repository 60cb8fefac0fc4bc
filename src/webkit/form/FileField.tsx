import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { FileSize } from '../Counted.tsx'
import { useWords } from '../words/use-words.ts'
import { FieldLabel } from './fields.tsx'
import { useFieldError } from './form-context.ts'

export interface FileFieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly file: File | undefined
  readonly onChange: (file: File | undefined) => void
  /** Endings to offer, e.g. `.csv,.xlsx`; the server looks at the content. */
  readonly accept?: string
  readonly error?: string | undefined
}

/** One file: chosen by button or dropped. The system's own field, so every keyboard and reader knows it. */
export function FileField({ name, label, hint, file, onChange, accept, error }: FileFieldProps) {
  const id = useId()
  const words = useWords().file
  const [isOver, setOver] = useState(false)
  const wrong = useFieldError(name, label, id, error)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onChange(event.dataTransfer.files[0])
  }
  return (
    <div className="sk-file">
      <p className="mantine-InputWrapper-label" id={`${id}-label`}>
        <FieldLabel text={label} />
      </p>
      {hint}
      {wrong && (
        <p className="sk-field-error" id={`${id}-error`}>
          {wrong}
        </p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- every keyboard reaches the field itself */}
      <div
        className="sk-file-box"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{words.drop}</p>
        <label className="sk-file-choose" htmlFor={id} id={`${id}-choose`}>
          {words.choose}
        </label>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-labelledby={`${id}-label ${id}-choose`}
          aria-describedby={wrong ? `${id}-error` : undefined}
          aria-invalid={wrong ? true : undefined}
          onChange={(event) => onChange(event.currentTarget.files?.[0])}
        />
        {file && (
          <p>
            {words.chosen}: {file.name} (<FileSize byteCount={file.size} />)
          </p>
        )}
      </div>
    </div>
  )
}
