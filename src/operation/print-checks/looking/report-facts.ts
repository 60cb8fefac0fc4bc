import type { z } from 'zod'
import type { SampleView } from '../lot-views.ts'
import type { VerificationView } from '../run-views.ts'
import type { DifferenceView, PrintJobView } from '../views.ts'

/** What the report is made of: what the pages of the job show. */
export interface ReportFacts {
  readonly organisationName: string
  readonly job: z.input<typeof PrintJobView>
  readonly runs: readonly z.input<typeof VerificationView>[]
  readonly differences: readonly z.input<typeof DifferenceView>[]
  readonly sample?: z.input<typeof SampleView> | undefined
  readonly madeAt: Date
}
