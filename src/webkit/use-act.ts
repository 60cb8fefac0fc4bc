import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Endpoint, OutputOf, RequestOf } from '../base/endpoint.ts'
import { call, callWithFile, type Problem, problemOf } from './api.ts'

export interface Act<E extends Endpoint> {
  /** Answers the output, or undefined when it was refused (then `problem` says why) or was already under way. */
  readonly run: (input: RequestOf<E>, file?: File) => Promise<OutputOf<E> | undefined>
  readonly isBusy: boolean
  readonly problem: Problem | undefined
  readonly forgetProblem: () => void
}

/**
 * One act of the user. A second press while the first is under way does nothing, so nothing is sent twice.
 * @param options.topics read again after success, without waiting for the announcement
 */
export function useAct<E extends Endpoint>(endpoint: E, options: { readonly topics?: readonly string[] } = {}): Act<E> {
  const queries = useQueryClient()
  const underWay = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run = async (input: RequestOf<E>, file?: File): Promise<OutputOf<E> | undefined> => {
    if (underWay.current) return undefined
    underWay.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await (file ? callWithFile(endpoint, input, file) : call(endpoint, input))
      await Promise.all((options.topics ?? []).map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      return answer
    } catch (error) {
      setProblem(problemOf(error))
      return undefined
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { run, isBusy, problem, forgetProblem: () => setProblem(undefined) }
}
