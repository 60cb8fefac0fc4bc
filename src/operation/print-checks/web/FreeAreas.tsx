import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { MadeFree } from '../making/contract.ts'
import { areaTyped, type Edge, EDGES, typedArea } from './free-area.ts'
import { printFreeWords } from './free-words.ts'

export interface FreeAreasProps {
  readonly free: readonly MadeFree[]
  readonly paper: { readonly widthMm: number; readonly heightMm: number }
  readonly onChange: (free: readonly MadeFree[]) => void
}

/** The free areas of a page, with their numbers on the picture and their reasons. */
export function FreeAreas({ free, paper, onChange }: FreeAreasProps) {
  const t = usePhrases(printFreeWords)
  const head = useRef<HTMLHeadingElement>(null)
  const [open, setOpen] = useState<number>()
  if (free.length === 0) return null
  // What had the focus goes.
  const close = () => {
    setOpen(undefined)
    head.current?.focus()
  }
  const change = (at: number, changed: MadeFree) => {
    onChange(free.map((each, i) => (i === at ? changed : each)))
    close()
  }
  const remove = (at: number) => {
    onChange(free.filter((_, i) => i !== at))
    close()
  }
  return (
    <>
      <h4 ref={head} tabIndex={-1}>
        {t.title}
      </h4>
      <ul>
        {free.map((each, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- areas have no other name than their number
          <li key={at}>
            <p>
              <strong>{t.name(at + 1)}</strong> {t.reasonIs(each.reason)}
              <br />
              <span className="sk-print-note">{t.place(...placeOf(each))}</span>
            </p>
            {open === at ? (
              <EditFree
                number={at + 1}
                free={each}
                paper={paper}
                onChange={(changed) => change(at, changed)}
                onClose={close}
              />
            ) : (
              <div className="sk-print-free-acts">
                <Button tone="quiet" label={t.editOf(at + 1)} onPress={() => setOpen(at)}>
                  {t.edit}
                </Button>
                <Button tone="quiet" label={t.removeOf(at + 1)} onPress={() => remove(at)}>
                  {t.remove}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const placeOf = ({ area: [left, top, width, height] }: MadeFree) =>
  [String(left), String(top), String(width), String(height)] as const

interface EditFreeProps {
  readonly number: number
  readonly free: MadeFree
  readonly paper: FreeAreasProps['paper']
  readonly onChange: (free: MadeFree) => void
  readonly onClose: () => void
}

/** By keyboard: where an area lies, how large it is, and why it is free. */
function EditFree({ number, free, paper, onChange, onClose }: EditFreeProps) {
  const t = usePhrases(printFreeWords)
  const [typed, setTyped] = useState(typedArea(free.area))
  const [reason, setReason] = useState(free.reason)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const submit = () => {
    const { area, wrong } = areaTyped(typed, paper)
    const found: Partial<Record<Edge | 'reason', string>> = Object.fromEntries(wrong.map((edge) => [edge, t.edgeWrong]))
    if (reason.trim() === '') found.reason = t.noReason
    setErrors(found)
    if (area && reason.trim() !== '') onChange({ area, reason: reason.trim() })
  }
  return (
    <Form onSubmit={submit} errors={errors} label={t.editOf(number)}>
      <h5 ref={head} tabIndex={-1}>
        {t.editOf(number)}
      </h5>
      <div className="sk-print-edges">
        {EDGES.map((edge) => (
          <TextField
            key={edge}
            name={edge}
            label={t.edges[edge]}
            value={typed[edge]}
            onChange={(value) => setTyped({ ...typed, [edge]: value })}
            maxLength={7}
          />
        ))}
      </div>
      <TextField name="reason" label={t.reason} value={reason} onChange={setReason} maxLength={200} />
      <div className="sk-actions">
        <Button tone="main" type="submit">
          {t.change}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
