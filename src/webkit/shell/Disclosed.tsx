import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface DisclosedProps {
  readonly label: ReactNode
  readonly children: ReactNode
}

/** A button of the header with a small sheet below it. Escape and a press outside close it; it follows its button. */
export function Disclosed({ label, children }: DisclosedProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return undefined
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('focusin', closeOutside)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
      document.removeEventListener('focusin', closeOutside)
    }
  }, [isOpen])
  const closeByEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    setOpen(false)
    button.current?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of its button and sheet pass through
    <div className="sk-disclosed" ref={place} onKeyDown={closeByEscape}>
      <button
        type="button"
        ref={button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
        <span className="sk-disclosed-arrow" aria-hidden="true" />
      </button>
      {isOpen && (
        <div className="sk-disclosed-sheet" id={id}>
          {children}
        </div>
      )}
    </div>
  )
}
