import { findingOf, type LintedPostfix, type LintFinding } from '../lint-finding.ts'
import { itemsOf, valueOf } from '../postfix-config.ts'
import { GATE_LIMITS } from '../gate-limits.ts'

/** Settings under which what leaves is not what was approved: a line added, dropped, cut, folded or rewritten. */
export function changes(linted: LintedPostfix): LintFinding[] {
  return [...listenerChanges(linted), ...queueChanges(linted), ...carrierChanges(linted)]
}

function listenerChanges(linted: LintedPostfix): LintFinding[] {
  const { config, release } = linted
  if (!release) return []
  const findings: LintFinding[] = []
  for (const setting of ['local_header_rewrite_clients', 'remote_header_rewrite_domain'])
    if (valueOf(config, setting, release) !== '')
      findings.push(findingOf(linted, 'header-rewritten', setting, '(empty)', release))
  const overrides = itemsOf(valueOf(config, 'receive_override_options', release))
  if (!overrides.includes('no_header_body_checks'))
    findings.push(findingOf(linted, 'header-checks', 'receive_override_options', 'no_header_body_checks, …', release))
  if (!overrides.includes('no_milters'))
    findings.push(findingOf(linted, 'milters', 'receive_override_options', 'no_milters, …', release))
  return findings
}

function queueChanges(linted: LintedPostfix): LintFinding[] {
  const { config, cleanup } = linted
  const value = (setting: string) => valueOf(config, setting, cleanup)
  const findings: LintFinding[] = []
  if (value('message_drop_headers') !== '')
    findings.push(findingOf(linted, 'header-dropped', 'message_drop_headers', '(empty)', cleanup))
  if (value('always_add_missing_headers') !== 'no')
    findings.push(findingOf(linted, 'header-added', 'always_add_missing_headers', 'no', cleanup))
  if (value('undisclosed_recipients_header') !== '')
    findings.push(findingOf(linted, 'header-added', 'undisclosed_recipients_header', '(empty)', cleanup))
  if (Number(value('header_size_limit')) < GATE_LIMITS.headerBytes)
    findings.push(findingOf(linted, 'header-cut', 'header_size_limit', String(GATE_LIMITS.headerBytes), cleanup))
  return findings
}

/** The checks and maps of smtp(8) and lmtp(8), by the name without the protocol. */
const ON_THE_WAY = ['generic_maps', 'header_checks', 'mime_header_checks', 'nested_header_checks', 'body_checks']

function carrierChanges(linted: LintedPostfix): LintFinding[] {
  const { config, clients } = linted
  return clients.flatMap((client) => {
    const findings: LintFinding[] = []
    const name = (setting: string) => `${client.command}_${setting}`
    if (valueOf(config, 'disable_mime_output_conversion', client) !== 'yes')
      findings.push(findingOf(linted, 'mime-converted', 'disable_mime_output_conversion', 'yes', client))
    if (valueOf(config, name('line_length_limit'), client) !== '0')
      findings.push(findingOf(linted, 'lines-split', name('line_length_limit'), '0', client))
    for (const setting of ON_THE_WAY.map(name))
      if (valueOf(config, setting, client) !== '')
        findings.push(findingOf(linted, 'rewritten-on-the-way', setting, '(empty)', client))
    return findings
  })
}
