import { useState } from 'react'
import type { Problem } from '../api.ts'
import { Button } from '../Button.tsx'
import { ProblemNotice } from '../ProblemNotice.tsx'
import { LongTextField } from './fields.tsx'
import { Form } from './Form.tsx'

export interface RightOrWrongWords {
  readonly right: string
  readonly rightYes: string
  readonly wrong: string
  readonly wrongLabel: string
  readonly wrongHint: string
  readonly wrongMissing: string
  readonly send: string
  readonly cancel: string
}

export interface RightOrWrongProps {
  readonly words: RightOrWrongWords
  /** What "right" would mean, said before the last press. */
  readonly rightAsks: string
  /** Why "right" cannot be said yet. */
  readonly notYet?: string | undefined
  readonly problem: Problem | undefined
  readonly isBusy: boolean
  /** The comment is there where something is wrong. Answers whether it was taken. */
  readonly onSay: (isRight: boolean, comment?: string) => Promise<boolean>
}

/** One question with two answers: it is right, asked once more, or it is wrong, and what. */
export function RightOrWrong({ words: t, rightAsks, notYet, problem, isBusy, onSay }: RightOrWrongProps) {
  const [step, setStep] = useState<'choose' | 'right' | 'wrong'>('choose')
  const [comment, setComment] = useState('')
  const text = comment.trim()
  const say = async (isRight: boolean) => {
    if (await onSay(isRight, isRight ? undefined : text)) setStep('choose')
  }
  const back = <Button onPress={() => setStep('choose')}>{t.cancel}</Button>
  if (step === 'wrong') {
    return (
      <Form onSubmit={() => (text === '' ? undefined : say(false))} problem={problem}>
        <LongTextField
          name="comment"
          label={t.wrongLabel}
          hint={t.wrongHint}
          value={comment}
          onChange={setComment}
          maxLength={1000}
        />
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={isBusy} disabledReason={text === '' ? t.wrongMissing : undefined}>
            {t.send}
          </Button>
          {back}
        </div>
      </Form>
    )
  }
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {step === 'right' && <p>{rightAsks}</p>}
      <div className="sk-actions">
        {step === 'right' ? (
          <>
            <Button tone="main" onPress={() => say(true)} isBusy={isBusy} disabledReason={notYet}>
              {t.rightYes}
            </Button>
            {back}
          </>
        ) : (
          <>
            <Button tone="main" onPress={() => setStep('right')} disabledReason={notYet}>
              {t.right}
            </Button>
            <Button onPress={() => setStep('wrong')}>{t.wrong}</Button>
          </>
        )}
      </div>
    </>
  )
}
