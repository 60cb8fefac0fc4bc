import type { OutputOf } from '../../../base/endpoint.ts'
import type { readVerification } from '../contract.ts'

/** What a verification found, as its page shows it. */
export type Verification = OutputOf<typeof readVerification>
