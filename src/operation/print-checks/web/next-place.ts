import type { PrintJobView } from '../contract.ts'
import type { printPlaceWords } from './next-words.ts'

type Job = Pick<PrintJobView, 'jobId' | 'reader' | 'isOnlooker' | 'runs'>
type Stage = PrintJobView['stages'][number]
type Missing = Stage['missing'][number]

export interface NextPlace {
  readonly word: keyof typeof printPlaceWords
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  readonly hash?: string
}

/** Where the reader does, or reads, what is missing: a page of its own, or a part of the job's page. */
export function nextPlace(job: Job, { stage }: Pick<Stage, 'stage'>, missing: Missing): NextPlace | undefined {
  const { code, facts } = missing
  const to = `/print-checks/${job.jobId}`
  const part = (hash: string, word = hash as NextPlace['word']) => ({ word, to, search: { stage }, hash })
  if (job.reader === 'client') return code === 'client_sign_off' ? { word: 'answer', to: `${to}/proof` } : undefined
  if (job.isOnlooker) return undefined
  const run = job.runs.find(({ kind }) => kind === facts['kind'])
  switch (code) {
    case 'file':
    case 'refused':
      return part('files')
    case 'run':
      return part('runs')
    case 'run_wrong':
      return run && { word: 'result', to: `${to}/runs/${run.runId}` }
    case 'explanation':
      return { word: 'differences', to: `${to}/differences` }
    case 'client_sign_off':
    case 'client_refused':
      return part('client')
    case 'meeting':
      return part('meeting')
    case 'hearing':
      return part('hearing')
    case 'lot':
    case 'lot_stopped':
      return part('lot')
    case 'sample':
      return missing.isMine ? { word: 'sample', to: `${to}/sample` } : undefined
    case 'decision':
      if (missing.isMine && facts['check'] === 'sample-opened') return { word: 'sample', to: `${to}/sample` }
      return missing.isMine ? part(`decide-${facts['check']}`, 'decide') : undefined
    case 'hand_over':
      return part('hand_over')
    default:
      return undefined
  }
}
