import { z } from 'zod'
import { defineJob, type Schedule } from '../jobs/index.ts'
import { pseudonymiseDuePersons } from './operations/pseudonymise-person.ts'

const BATCH = 500

/** Takes the names from records whose retention has ended. Run twice, the second finds nothing. */
export const pseudonymiseJob = defineJob({
  name: 'people.pseudonymise',
  input: z.null(),
  async run({ orgId, inOrganisation }) {
    const actor = { orgId, kind: 'system', part: 'people.pseudonymise' } as const
    while ((await inOrganisation((tx) => pseudonymiseDuePersons(tx, actor, BATCH))) === BATCH) continue
  },
})

export const peopleJobs = [pseudonymiseJob] as const
export const peopleSchedules: readonly Schedule[] = [{ job: pseudonymiseJob, when: { cron: '30 3 * * *' } }]
