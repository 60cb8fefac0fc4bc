import { useRef, useState } from 'react'
import type { Endpoint, OutputOf, RequestOf } from '../base/endpoint.ts'
import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem, type Problem, problemOf, readProblem } from './api.ts'

export interface Upload<E extends Endpoint> {
  /** Answers the output, or undefined when it was refused (then `problem` says why) or was given up. */
  readonly run: (input: RequestOf<E>, file: File) => Promise<OutputOf<E> | undefined>
  readonly stop: () => void
  /** Share of the file that has left this machine, 0 to 1; undefined while nothing is on its way. */
  readonly share: number | undefined
  readonly problem: Problem | undefined
}

/** Sends a file that may take minutes: says how far it is, and can be given up. */
export function useUpload<E extends Endpoint>(
  endpoint: E,
  options: { readonly topics?: readonly string[] } = {},
): Upload<E> {
  const queries = useQueryClient()
  const request = useRef<XMLHttpRequest>(undefined)
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const run = async (input: RequestOf<E>, file: File): Promise<OutputOf<E> | undefined> => {
    if (request.current) return undefined
    const sending = new XMLHttpRequest()
    request.current = sending
    setShare(0)
    setProblem(undefined)
    try {
      const answer = await send<OutputOf<E>>(sending, endpoint.path, formOf(input, file), setShare)
      await Promise.all((options.topics ?? []).map((topic) => queries.invalidateQueries({ queryKey: [topic] })))
      return answer
    } catch (error) {
      if (!(error instanceof GivenUp)) setProblem(problemOf(error))
      return undefined
    } finally {
      request.current = undefined
      setShare(undefined)
    }
  }
  return { run, stop: () => request.current?.abort(), share, problem }
}

/** The person has pressed "cancel". */
class GivenUp extends Error {}

/** The field `input`, then the field `file`. */
function formOf(input: unknown, file: File): FormData {
  const body = new FormData()
  body.append('input', JSON.stringify(input ?? {}))
  body.append('file', file, file.name)
  return body
}

/** `fetch` does not tell how far an upload is; this older way does. */
function send<T>(request: XMLHttpRequest, path: string, body: FormData, onShare: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      const answer = json(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as T)
      else reject(new ApiProblem(readProblem(answer)))
    })
    request.addEventListener('error', () => reject(new ApiProblem({ kind: 'offline' })))
    request.addEventListener('abort', () => reject(new GivenUp()))
    request.open('POST', path)
    request.setRequestHeader('x-sekisho', '1')
    request.send(body)
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
