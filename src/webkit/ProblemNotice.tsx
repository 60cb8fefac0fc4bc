import { type ReactNode, useEffect, useRef } from 'react'
import { useLanguage } from './appearance.ts'
import type { Problem } from './api.ts'
import { problemText } from './problem-text.ts'
import { useWords } from './words/use-words.ts'
import './ProblemNotice.css'

/** A refusal, fault or lost connection, in words. It takes the focus, so that nobody misses it. */
export function ProblemNotice({ problem, children }: { readonly problem: Problem; readonly children?: ReactNode }) {
  const words = useWords()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Each new problem, even one that reads the same.
    if (problem) box.current?.focus()
  }, [problem])
  const { title, text } = problemText(problem, words, language)
  return (
    <div className="sk-problem" role="alert" tabIndex={-1} ref={box}>
      <p className="sk-problem-title">
        <span className="sk-problem-mark" aria-hidden="true">
          !
        </span>
        {title}
      </p>
      <p>{text}</p>
      {problem.kind === 'fault' && problem.id && (
        <p>
          {words.problem.faultNumber}: <code>{problem.id}</code>
        </p>
      )}
      {children}
    </div>
  )
}
