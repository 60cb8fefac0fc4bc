import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { FileSize } from '../Counted.tsx'
import { useWords } from '../words/use-words.ts'
import { FieldLabel } from './fields.tsx'
import { useFieldError } from './form-context.ts'

interface FieldOfFiles {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  /** Endings to offer, e.g. `.csv,.xlsx`; the server looks at the content. */
  readonly accept?: string
  readonly error?: string | undefined
}

export interface FileFieldProps extends FieldOfFiles {
  readonly file: File | undefined
  readonly onChange: (file: File | undefined) => void
}

/** One file: chosen by button or dropped. The system's own field, so every keyboard and reader knows it. */
export function FileField({ file, onChange, ...field }: FileFieldProps) {
  return <FileBox {...field} files={file ? [file] : []} onChange={(files) => onChange(files[0])} />
}

export interface FilesFieldProps extends FieldOfFiles {
  readonly files: readonly File[]
  readonly onChange: (files: readonly File[]) => void
}

/** Several files at once. */
export function FilesField(props: FilesFieldProps) {
  return <FileBox {...props} isMultiple />
}

const SHOWN_FILES = 20

function FileBox(props: FilesFieldProps & { readonly isMultiple?: boolean }) {
  const { name, label, hint, files, onChange, accept, error, isMultiple = false } = props
  const id = useId()
  const words = useWords().file
  const [isOver, setOver] = useState(false)
  const wrong = useFieldError(name, label, id, error)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onChange([...event.dataTransfer.files])
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
          multiple={isMultiple}
          aria-labelledby={`${id}-label ${id}-choose`}
          aria-describedby={wrong ? `${id}-error` : undefined}
          aria-invalid={wrong ? true : undefined}
          onChange={(event) => onChange([...(event.currentTarget.files ?? [])])}
        />
        {files.slice(0, SHOWN_FILES).map((file) => (
          <p key={`${file.name} ${file.size} ${file.lastModified}`}>
            {words.chosen}: {file.name} (<FileSize byteCount={file.size} />)
          </p>
        ))}
        {files.length > SHOWN_FILES && <p>{words.chosenAll(files.length)}</p>}
      </div>
    </div>
  )
}
