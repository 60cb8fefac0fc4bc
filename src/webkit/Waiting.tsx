import { Button } from '@mantine/core'
import { problemOf } from './api.ts'
import { ProblemNotice } from './ProblemNotice.tsx'
import { useWords } from './words/use-words.ts'
import './Waiting.css'

interface Reading {
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
}

/** Stands where something is being read; when that fails, says why and offers to read again. */
export function Waiting({ on }: { readonly on: Reading }) {
  const words = useWords()
  if (on.error) {
    return (
      <ProblemNotice problem={problemOf(on.error)}>
        <div>
          <Button variant="default" onClick={() => void on.refetch()}>
            {words.problem.tryAgain}
          </Button>
        </div>
      </ProblemNotice>
    )
  }
  return <Reading />
}

/** The quiet sign that something is on its way; it appears only when that takes a while. */
export function Reading() {
  return (
    <output className="sk-waiting">
      <span aria-hidden="true" />
      {useWords().waiting.reading}
    </output>
  )
}
