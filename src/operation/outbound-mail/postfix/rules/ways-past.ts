import { findingOf, type LintedPostfix, type LintFinding } from '../lint-finding.ts'
import { itemsOf, type PostfixService, valueOf } from '../postfix-config.ts'

/** Settings under which a mail goes out, or into the way back, without the gate having seen it. */
export function waysPast(linted: LintedPostfix): LintFinding[] {
  return [
    ...linted.entries
      .filter((entry) => valueOf(linted.config, 'content_filter', entry) === '')
      .map((entry) =>
        findingOf(linted, 'entry-without-filter', 'content_filter', 'TRANSPORT:[HOST]:PORT of the gate', entry),
      ),
    ...filterFindings(linted),
    ...releaseFindings(linted),
    ...forwarding(linted),
    ...linted.entries
      .filter((entry) => isSenderFree(linted, entry))
      .map((entry) =>
        findingOf(
          linted,
          'sender-not-bound',
          valueOf(linted.config, 'smtpd_sender_login_maps', entry) === ''
            ? 'smtpd_sender_login_maps'
            : 'smtpd_sender_restrictions',
          'smtpd_sender_login_maps = a table, smtpd_sender_restrictions = reject_sender_login_mismatch, …',
          entry,
        ),
      ),
    ...(valueOf(linted.config, 'multi_instance_directories') === ''
      ? []
      : [
          findingOf(
            linted,
            'other-instances',
            'multi_instance_directories',
            'run the lint with --config for each of them',
          ),
        ]),
  ]
}

function filterFindings(linted: LintedPostfix): LintFinding[] {
  return linted.filters.flatMap(({ transport, nexthop, service }) => {
    const one = (rule: Parameters<typeof findingOf>[1], should: string): LintFinding => ({
      ...findingOf(linted, rule, 'content_filter', should),
      value: `${transport}:${nexthop}`,
    })
    const findings: LintFinding[] = []
    const isLmtp = service?.command === 'lmtp'
    if (nexthop === '') findings.push(one('filter-without-host', `${transport}:[HOST]:PORT`))
    else if (!isLmtp && !/^(\[|(inet|unix):)/.test(nexthop))
      findings.push(one('filter-by-mx', `${transport}:[${nexthop}]`))
    if (linted.gate && nexthop !== '' && plainHost(nexthop) !== plainHost(linted.gate))
      findings.push(one('filter-not-gate', `${transport}:${linted.gate}`))
    const fallback = isLmtp ? 'lmtp_fallback_relay' : 'smtp_fallback_relay'
    if (service && valueOf(linted.config, fallback, service) !== '')
      findings.push(
        findingOf(linted, 'filter-fallback', fallback, `-o ${fallback}= for the service ${service.id}`, service),
      )
    return findings
  })
}

const plainHost = (hostPort: string) =>
  hostPort
    .replace(/^inet:/, '')
    .replaceAll(/[[\]]/g, '')
    .replace(/^localhost:/, '127.0.0.1:')

function releaseFindings(linted: LintedPostfix): LintFinding[] {
  const { config, release } = linted
  if (!release) return []
  const findings: LintFinding[] = []
  if (!isLoopbackListener(release) && !isClosedTo(linted, release))
    findings.push({
      ...findingOf(linted, 'release-reachable', 'mynetworks', '', release),
      where: release.id,
      setting: 'listener',
      value: release.name,
      should:
        '127.0.0.1:PORT, or mynetworks of single hosts with smtpd_client_restrictions = permit_mynetworks, reject',
    })
  if (!itemsOf(valueOf(config, 'receive_override_options', release)).includes('no_address_mappings'))
    findings.push(findingOf(linted, 'release-maps', 'receive_override_options', 'no_address_mappings, …', release))
  return findings
}

/** Bound so that no other host can connect. */
export const isLoopbackListener = ({ name, type }: PostfixService): boolean =>
  type !== 'inet' || /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost|\[127\.\d+\.\d+\.\d+\]):/.test(name)

/** Open to other hosts, but to named ones alone. */
function isClosedTo({ config }: LintedPostfix, release: PostfixService): boolean {
  const networks = itemsOf(valueOf(config, 'mynetworks', release))
  const areHosts = networks.every((one) =>
    /^(127\.0\.0\.0\/8|\[::1\](\/128)?|[0-9.]+(\/32)?|\[[0-9a-f:]+\](\/128)?)$/i.test(one),
  )
  const restrictions = itemsOf(valueOf(config, 'smtpd_client_restrictions', release))
  return networks.length > 0 && areHosts && restrictions.join(' ') === 'permit_mynetworks reject'
}

/** An address inside whose owner, or an alias, leads mail on to the outside: it was released as inside mail. */
function forwarding(linted: LintedPostfix): LintFinding[] {
  if (valueOf(linted.config, 'mydestination') === '') return []
  return ['alias_maps', 'forward_path', 'luser_relay']
    .filter((setting) => valueOf(linted.config, setting) !== '')
    .map((setting) => findingOf(linted, 'local-forwarding', setting, 'empty, or mydestination = (empty)'))
}

const BINDING = new Set(['reject_sender_login_mismatch', 'reject_authenticated_sender_login_mismatch'])

/** Who signs in may write as somebody else. */
function isSenderFree({ config }: LintedPostfix, entry: PostfixService): boolean {
  if (valueOf(config, 'smtpd_sasl_auth_enable', entry) !== 'yes') return false
  const restrictions = ['client', 'helo', 'sender', 'relay', 'recipient', 'data'].flatMap((stage) =>
    itemsOf(valueOf(config, `smtpd_${stage}_restrictions`, entry)),
  )
  return valueOf(config, 'smtpd_sender_login_maps', entry) === '' || !restrictions.some((one) => BINDING.has(one))
}
