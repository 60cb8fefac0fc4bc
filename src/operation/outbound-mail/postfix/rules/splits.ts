import { findingOf, type LintedPostfix, type LintFinding } from '../lint-finding.ts'
import { itemsOf, valueOf } from '../postfix-config.ts'
import { GATE_LIMITS } from '../gate-limits.ts'

/** Settings under which one mail becomes several: by a line end that ends it (SMTP smuggling), or by its recipients. */
export function splits(linted: LintedPostfix): LintFinding[] {
  const { config, filters } = linted
  const listeners = [...linted.entries, ...(linted.release ? [linted.release] : [])]
  const findings: LintFinding[] = []
  for (const listener of listeners.filter(({ command }) => command === 'smtpd')) {
    if (!['yes', 'normalize', 'reject'].includes(valueOf(config, 'smtpd_forbid_bare_newline', listener)))
      findings.push(findingOf(linted, 'bare-newline', 'smtpd_forbid_bare_newline', 'yes', listener))
    if (itemsOf(valueOf(config, 'smtpd_forbid_bare_newline_exclusions', listener)).length > 0)
      findings.push(
        findingOf(linted, 'bare-newline-excepted', 'smtpd_forbid_bare_newline_exclusions', '(empty)', listener),
      )
  }
  const widest = Math.max(
    0,
    ...linted.entries
      .filter(({ command }) => command === 'smtpd')
      .map((entry) => Number(valueOf(config, 'smtpd_recipient_limit', entry))),
  )
  for (const { transport } of filters) {
    const setting = `${transport}_destination_recipient_limit`
    const limit = Number(config.main.get(setting) ?? valueOf(config, 'default_destination_recipient_limit'))
    if (limit !== 0 && limit < Math.min(widest, GATE_LIMITS.recipients))
      findings.push({
        ...findingOf(linted, 'recipients-split', setting, String(GATE_LIMITS.recipients)),
        value: String(limit),
      })
  }
  if (filters.length > 0 && widest > GATE_LIMITS.recipients)
    findings.push(findingOf(linted, 'recipients-split', 'smtpd_recipient_limit', String(GATE_LIMITS.recipients)))
  return findings
}
