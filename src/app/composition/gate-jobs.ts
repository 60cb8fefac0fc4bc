import { z } from 'zod'
import { rebuildProgress } from '../../kernel/gates/index.ts'
import { type AnyJob, defineJob, type Schedule } from '../../kernel/jobs/index.ts'

/** Who is asked changes without an act: a delegation begins, a role ends at midnight. Lists follow; release never reads them. */
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

export const gateJobs: readonly AnyJob[] = [rebuildLists]
export const gateSchedules: readonly Schedule[] = [{ job: rebuildLists, input: null, when: { cron: '*/10 * * * *' } }]
