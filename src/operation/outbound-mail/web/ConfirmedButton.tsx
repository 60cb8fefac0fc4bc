import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { mailEvidenceWords } from './evidence-words.ts'

export interface ConfirmedButtonProps {
  readonly text: string
  /** More words for those who do not see what stands around the button. */
  readonly label?: string
  /** What will happen, said before it does. */
  readonly asks: string
  readonly yes: string
  readonly tone?: 'quiet' | 'plain'
  readonly isBusy: boolean
  readonly onConfirm: () => unknown
}

/** An act that cannot be undone: it says what will happen and asks once more, in its own place. */
export function ConfirmedButton(props: ConfirmedButtonProps) {
  const { text, label, asks, yes, tone = 'quiet', isBusy, onConfirm } = props
  const t = usePhrases(mailEvidenceWords)
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return (
      <Button tone={tone} onPress={() => setAsking(true)} {...(label && { label })}>
        {text}
      </Button>
    )
  }
  return (
    <fieldset className="sk-mail-asking" aria-label={label ?? text}>
      <p>{asks}</p>
      <div className="sk-actions">
        <Button tone="danger" onPress={onConfirm} isBusy={isBusy}>
          {yes}
        </Button>
        <Button onPress={() => setAsking(false)}>{t.cancel}</Button>
      </div>
    </fieldset>
  )
}
