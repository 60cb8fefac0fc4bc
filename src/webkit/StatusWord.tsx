import { useWords } from './words/use-words.ts'
import './StatusWord.css'

/** What a status means; its colour and its mark follow from it. */
export type StatusTone = 'passed' | 'waiting' | 'stopped' | 'waived' | 'later'

/**
 * A status as an outlined word with its mark, so that it can be told without colour. `plain` has no mark: a state that is
 * neither good nor bad.
 */
export function StatusWord({ tone, word }: { readonly tone: StatusTone | 'plain'; readonly word: string }) {
  return (
    <span className="sk-status" data-tone={tone}>
      {tone !== 'plain' && <StatusMark tone={tone} />}
      {word}
    </span>
  )
}

/** The mark alone, as a seal: 済 round and full, 待 round and open, 止 square and full, 免 and 未 quiet. */
export function StatusMark({ tone, size = 'small' }: { readonly tone: StatusTone; readonly size?: 'small' | 'large' }) {
  return (
    <span className="sk-mark" data-tone={tone} data-size={size} aria-hidden="true">
      {useWords().status[tone]}
    </span>
  )
}
