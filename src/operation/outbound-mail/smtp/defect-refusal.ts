import type { WireDefect } from '../../../engines/mail-parts/index.ts'
import { SmtpRefusal } from './smtp-refusal.ts'

const REFUSALS: Record<WireDefect, readonly [number, string]> = {
  bare_cr: [550, '5.6.11 bare CR in the message: lines end with CR LF (RFC 5321 2.3.8)'],
  bare_lf: [550, '5.6.11 bare LF in the message: lines end with CR LF (RFC 5321 2.3.8)'],
  header_too_large: [554, '5.6.0 the header is too large'],
  nul_in_header: [550, '5.6.0 NUL in the header'],
  too_many_hops: [554, '5.4.6 too many hops: this looks like a mail loop'],
  own_loop: [554, '5.4.6 this mail has been here before: mail loop'],
}

/** The answer to a mail that must not be held. */
export function defectRefusal(defect: WireDefect): SmtpRefusal {
  const [code, text] = REFUSALS[defect]
  return new SmtpRefusal(code, text)
}
