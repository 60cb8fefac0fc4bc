import { z } from 'zod'
import { gatesOfBoth, rebuildProgress } from '../../kernel/gates/index.ts'
import { countGatesOfMerge, whenStandingChanges } from '../../kernel/people/index.ts'
import { type AnyJob, defineJob, enqueue, type Schedule } from '../../kernel/jobs/index.ts'

/** Who is asked changes by acts and without one: a delegation begins, a role ends at midnight. Lists follow; release never reads them. */
const rebuildLists = defineJob({
  name: 'gates.rebuild-progress',
  input: z.null(),
  async run({ inOrganisation }) {
    let afterId: string | undefined
    do {
      const from = afterId
      afterId = await inOrganisation((tx) => rebuildProgress(tx, from === undefined ? {} : { afterId: from }))
    } while (afterId !== undefined)
  },
})

/**
 * Whoever gains or loses a role is asked, or no more, as soon as the act is done, or a delegation begins or ends: the jobs
 * are enqueued in the act's transaction.
 */
export function followStandings(): void {
  whenStandingChanges((tx, at) =>
    at === undefined
      ? enqueue(tx, rebuildLists, null, { singletonKey: 'standing' })
      : enqueue(tx, rebuildLists, null, { singletonKey: `standing ${at.toISOString()}`, startAfter: at }),
  )
  countGatesOfMerge(gatesOfBoth)
}

export const gateJobs: readonly AnyJob[] = [rebuildLists]
export const gateSchedules: readonly Schedule[] = [{ job: rebuildLists, input: null, when: { cron: '*/10 * * * *' } }]
