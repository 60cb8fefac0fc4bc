import type { OutputOf } from '../../../base/endpoint.ts'
import type { readEngagement } from '../contract.ts'

export type Engagement = OutputOf<typeof readEngagement>
