import { findingOf, type LintedPostfix, type LintFinding } from '../lint-finding.ts'
import { itemsOf, type PostfixService, valueOf } from '../postfix-config.ts'

const CHECKS = ['header_checks', 'mime_header_checks', 'nested_header_checks', 'body_checks']
const STAGES = ['client', 'helo', 'sender', 'relay', 'recipient', 'data', 'end_of_data', 'etrn']
/** Actions of access(5) and header_checks(5) that take the place of `content_filter`, or send the mail elsewhere. */
const LEADING_PAST = /(?:^|\s)(FILTER|REDIRECT)\s/im
/** Kinds of table whose source is a text that can be read. */
const TEXT_TABLE = /^(?:hash|btree|lmdb|cdb|dbm|texthash|regexp|pcre|cidr):(\/.+)$/

/** Tables of checks and access before the gate: a FILTER or REDIRECT in one of them overrules `content_filter`. */
export function tableActions(linted: LintedPostfix): LintFinding[] {
  const { config, entries } = linted
  const findings: LintFinding[] = []
  const look = (setting: string, tables: readonly string[], service?: PostfixService) => {
    for (const table of tables) {
      const inline = /^(?:inline|static):(.*)$/s.exec(table)?.[1]
      const path = TEXT_TABLE.exec(table)?.[1]
      const text = inline ?? (path === undefined ? undefined : linted.readTable(path))
      const rule =
        text === undefined
          ? 'table-not-read'
          : LEADING_PAST.test(withoutComments(text))
            ? 'filter-overridden'
            : undefined
      if (rule) {
        const should =
          rule === 'table-not-read' ? 'a table that can be read here, or none' : 'no FILTER and no REDIRECT'
        findings.push({ ...findingOf(linted, rule, setting, should, service), value: table })
      }
    }
  }
  for (const setting of CHECKS) look(setting, itemsOf(valueOf(config, setting)))
  for (const entry of entries)
    for (const stage of STAGES) {
      const setting = `smtpd_${stage}_restrictions`
      const items = itemsOf(valueOf(config, setting, entry))
      look(
        setting,
        items.filter((_, at) => /^check_\w+_access$/.test(items[at - 1] ?? '')),
        entry,
      )
    }
  return findings
}

const withoutComments = (text: string) => text.replaceAll(/^\s*#.*$/gm, '')
