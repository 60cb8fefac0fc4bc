import { type PostfixConfig, type PostfixService, valueOf } from './postfix-config.ts'

/** What a setting under which the gate fails does: a mail leaves unseen, becomes two, comes out changed, or stands still. */
export const LINT_EFFECTS = ['leaves', 'splits', 'changes', 'stands'] as const
export type LintEffect = (typeof LINT_EFFECTS)[number]

/** Every rule of `sekisho postfix lint`, with what comes of breaking it. */
export const LINT_RULES = {
  'entry-without-filter': 'leaves',
  'filter-without-host': 'leaves',
  'filter-by-mx': 'leaves',
  'filter-not-gate': 'leaves',
  'filter-fallback': 'leaves',
  'filter-overridden': 'leaves',
  'table-not-read': 'leaves',
  'release-reachable': 'leaves',
  'release-maps': 'leaves',
  'local-forwarding': 'leaves',
  'sender-not-bound': 'leaves',
  'other-instances': 'leaves',
  'bare-newline': 'splits',
  'bare-newline-excepted': 'splits',
  'recipients-split': 'splits',
  'header-rewritten': 'changes',
  'header-dropped': 'changes',
  'header-added': 'changes',
  'header-cut': 'changes',
  'header-checks': 'changes',
  milters: 'changes',
  'mime-converted': 'changes',
  'lines-split': 'changes',
  'rewritten-on-the-way': 'changes',
  'extension-hidden': 'stands',
  'size-refused': 'stands',
  'filter-transport': 'stands',
  'release-missing': 'stands',
} as const satisfies Record<string, LintEffect>
export type LintRule = keyof typeof LINT_RULES

export interface LintFinding {
  readonly rule: LintRule
  readonly effect: LintEffect
  /** `main.cf`, or the service of master.cf as `name/type`. */
  readonly where: string
  readonly setting: string
  readonly value: string
  /** What it should say. */
  readonly should: string
}

/** What the rules look at. */
export interface LintedPostfix {
  readonly config: PostfixConfig
  /** Listeners, and what takes mail from this host's programs. */
  readonly entries: readonly PostfixService[]
  /** Where the gate hands released mail back; undefined: there is none. */
  readonly release: PostfixService | undefined
  /** The program that writes released mail into the queue. */
  readonly cleanup: PostfixService | undefined
  /** Programs that carry mail on by SMTP or LMTP. */
  readonly clients: readonly PostfixService[]
  /** `transport:nexthop` of each way to the gate. */
  readonly filters: readonly {
    readonly transport: string
    readonly nexthop: string
    readonly service?: PostfixService
  }[]
  /** `host:port` of the gate, where it was told. */
  readonly gate: string | undefined
  /** The text of a table's source file; undefined: it cannot be read. */
  readonly readTable: (path: string) => string | undefined
}

/** A finding about a setting in force for a service. */
export function findingOf(
  { config }: Pick<LintedPostfix, 'config'>,
  rule: LintRule,
  setting: string,
  should: string,
  service?: PostfixService,
): LintFinding {
  const where = service?.overrides.has(setting) ? service.id : 'main.cf'
  return { rule, effect: LINT_RULES[rule], where, setting, value: valueOf(config, setting, service), should }
}
