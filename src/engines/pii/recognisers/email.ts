import type { Reason } from '../finding.ts'
import { type Candidate, isDigit, isLatin, type Recogniser, stick } from '../text/recogniser.ts'

const DOMAIN = /@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24})(?![A-Za-z0-9])/y
const LONGEST_LOCAL_PART = 64
const ROLE =
  /^(info|support|sales|contact|admin|webmaster|postmaster|noreply|no-reply|soumu|jinji|office|help|inquiry|press|recruit)$/i

/** Mail addresses, those of a role with less weight: they may stand for a person, and often do not. */
export const emailRecogniser: Recogniser = {
  anchors: '@',
  recognise(text, at): Candidate | undefined {
    const domain = stick(DOMAIN, text, at)
    if (!domain) return undefined
    let start = at
    while (start > 0 && at - start < LONGEST_LOCAL_PART && isLocal(text.charCodeAt(start - 1))) start--
    while (start < at && (text[start] === '.' || text[start] === '-')) start++
    if (start === at || text[at - 1] === '.') return undefined
    const reasons: Reason[] = [{ rule: 'mail_address', delta: 95 }]
    if (ROLE.test(text.slice(start, at))) reasons.push({ rule: 'role_address', delta: -35 })
    return { type: 'EMAIL', start, end: at + domain[0].length, reasons }
  },
}

/** RFC 5322 atom without what surrounds addresses in running text. */
function isLocal(code: number): boolean {
  return (
    isLatin(code) || isDigit(code) || code === 0x2e || code === 0x2d || code === 0x5f || code === 0x2b || code === 0x25
  )
}
