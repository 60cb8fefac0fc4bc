import type { PrintJobView } from '../contract.ts'

/** One stage of a job, as every part of its page is given it. */
export interface StageProps {
  readonly job: PrintJobView
  readonly stage: PrintJobView['stages'][number]
}
