import type { LintedPostfix, LintFinding } from './lint-finding.ts'
import { itemsOf, type PostfixConfig, type PostfixService, valueOf } from './postfix-config.ts'
import { changes } from './rules/changes.ts'
import { isLoopbackListener, waysPast } from './rules/ways-past.ts'
import { splits } from './rules/splits.ts'
import { standstills } from './rules/standstills.ts'
import { tableActions } from './rules/table-actions.ts'

export interface LintOptions {
  /** `host:port` on which the gate listens, to compare with `content_filter`. */
  readonly gate?: string | undefined
  readonly readTable?: (path: string) => string | undefined
}

/**
 * Every setting of a Postfix before and behind the gate under which a mail that nobody approved could leave, or an
 * approved one could be split, changed, or stand still. Looks at settings alone: who may edit them is another question.
 * @source Postfix FILTER_README, postconf(5), master(5), smtp-smuggling notes of Postfix
 */
export function lintPostfix(config: PostfixConfig, options: LintOptions = {}): LintFinding[] {
  const entries = config.services.filter(({ command }) => ['smtpd', 'pickup', 'qmqpd'].includes(command))
  const release = releaseListener(config, entries)
  const cleanupName = valueOf(config, 'cleanup_service_name', release)
  const linted: LintedPostfix = {
    config,
    entries: entries.filter((entry) => entry !== release),
    release,
    cleanup: config.services.find(({ name, command }) => name === cleanupName && command === 'cleanup'),
    clients: config.services.filter(({ command }) => command === 'smtp' || command === 'lmtp'),
    filters: filtersOf(config, entries),
    gate: options.gate,
    readTable: options.readTable ?? (() => undefined),
  }
  const found = [waysPast, tableActions, splits, changes, standstills].flatMap((rule) => rule(linted))
  // One setting of main.cf in force for several services is one thing to put right.
  const seen = new Set<string>()
  return found.filter(({ rule, where, setting, value }) => {
    const key = JSON.stringify([rule, where, setting, value])
    return !seen.has(key) && seen.add(key)
  })
}

/** The listener without a filter that is meant to be: on the loopback interface, and prepared for approved mail. */
function releaseListener(config: PostfixConfig, entries: readonly PostfixService[]): PostfixService | undefined {
  const unfiltered = entries.filter(
    (entry) =>
      entry.command === 'smtpd' && entry.overrides.has('content_filter') && !valueOf(config, 'content_filter', entry),
  )
  const isPrepared = (entry: PostfixService) =>
    itemsOf(valueOf(config, 'receive_override_options', entry)).includes('no_address_mappings')
  return (
    unfiltered.find((entry) => isLoopbackListener(entry) && isPrepared(entry)) ??
    unfiltered.find(isLoopbackListener) ??
    unfiltered[0]
  )
}

function filtersOf(config: PostfixConfig, entries: readonly PostfixService[]): LintedPostfix['filters'] {
  const values = new Set(
    entries.map((entry) => valueOf(config, 'content_filter', entry)).filter((value) => value !== ''),
  )
  return [...values].map((value) => {
    const colon = value.indexOf(':')
    const transport = colon < 0 ? value : value.slice(0, colon)
    const service = config.services.find(({ name, type }) => name === transport && type === 'unix')
    return { transport, nexthop: colon < 0 ? '' : value.slice(colon + 1), ...(service && { service }) }
  })
}
