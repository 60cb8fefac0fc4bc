/** Work after the act: jobs that exist if and only if their act does, schedules, progress. Stands on: db. */
export {
  defineInstallationJob,
  defineJob,
  type AnyJob,
  type InstallationJob,
  type Job,
  type JobContext,
  type Log,
  type RunContext,
} from './define-job.ts'
export { enqueue, enqueueAll, type EnqueueOptions } from './enqueue.ts'
export {
  allFailedJobs,
  failedJobCount,
  failedJobs,
  retryAnyFailedJob,
  retryFailedJob,
  type FailedJob,
} from './failed-jobs.ts'
export { jobProgress, type JobProgress, type JobState } from './progress.ts'
export type { Schedule } from './schedules.ts'
export { startWorker, type Worker, type WorkerOptions } from './start-worker.ts'
