import { findingOf, type LintedPostfix, type LintFinding } from '../lint-finding.ts'
import { itemsOf, valueOf } from '../postfix-config.ts'
import { GATE_LIMITS } from '../gate-limits.ts'

const NEEDED = ['8bitmime', 'smtputf8', 'dsn', 'size']
/** What Received lines add between the gate's limit and the next. */
const ROOM_BYTES = 64 * 1024

/** Settings under which mail comes back or waits for ever, although everybody has approved it. */
export function standstills(linted: LintedPostfix): LintFinding[] {
  const { config, release, filters } = linted
  const findings: LintFinding[] = filters
    .filter(({ service }) => service?.command !== 'smtp' && service?.command !== 'lmtp')
    .map(({ transport, nexthop, service }) => ({
      ...findingOf(linted, 'filter-transport', 'content_filter', `a service "${transport} unix … smtp" in master.cf`),
      value: `${transport}:${nexthop}${service ? ` (${service.command})` : ''}`,
    }))
  if (!release) {
    findings.push({
      ...findingOf(linted, 'release-missing', 'content_filter', '127.0.0.1:10026 inet … smtpd -o content_filter='),
      where: 'master.cf',
    })
    return findings
  }
  const hidden = itemsOf(valueOf(config, 'smtpd_discard_ehlo_keywords', release).toLowerCase())
  if (NEEDED.some((keyword) => hidden.includes(keyword)))
    findings.push(
      findingOf(linted, 'extension-hidden', 'smtpd_discard_ehlo_keywords', `none of ${NEEDED.join(', ')}`, release),
    )
  if (valueOf(config, 'smtputf8_enable', release) === 'no')
    findings.push(findingOf(linted, 'extension-hidden', 'smtputf8_enable', 'yes', release))
  const limit = Number(valueOf(config, 'message_size_limit', release))
  if (limit !== 0 && limit < GATE_LIMITS.messageBytes + ROOM_BYTES)
    findings.push(
      findingOf(linted, 'size-refused', 'message_size_limit', String(GATE_LIMITS.messageBytes + ROOM_BYTES), release),
    )
  return findings
}
