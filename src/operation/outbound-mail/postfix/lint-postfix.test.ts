import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../../base/words.ts'
import { LINT_EFFECTS, LINT_RULES, type LintRule } from './lint-finding.ts'
import { lintPostfix } from './lint-postfix.ts'
import { lintEffectWords, lintRuleWords } from './lint-words.ts'
import { readPostfixConfig } from './postfix-config.ts'

const deployed = join(import.meta.dirname, '../../../../deploy/postfix')
const main = readFileSync(join(deployed, 'main.cf'), 'utf8')
const master = readFileSync(join(deployed, 'master.cf'), 'utf8')
const hasPostconf = spawnSync('postconf', ['mail_version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'sekisho-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

if (!hasPostconf) process.stderr.write('postfix lint: no postconf here; the configurations are read as files alone\n')

/** How a configuration is read: as the real Postfix prints it, and from the files themselves. */
const READINGS: Record<string, (main: string, master: string) => [string, string]> = {
  'its files': (one, other) => [one, other],
  ...((hasPostconf || process.env['CI']) && {
    postconf: (one: string, other: string): [string, string] => {
      cpSync(deployed, folder, { recursive: true })
      for (const [name, text] of [
        ['main.cf', one],
        ['master.cf', other],
      ] as const) {
        writeFileSync(join(folder, name), text)
        // Postfix waits until a file that was written just now is two seconds old.
        utimesSync(join(folder, name), 1e9, 1e9)
      }
      const ask = (...how: string[]) =>
        execFileSync('postconf', ['-c', folder, ...how], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      return [ask(), ask('-M')]
    },
  }),
}

const tables: Record<string, string> = {
  '/etc/postfix/quiet': '/^Subject: test/ WARN\n# FILTER in a comment\n',
  '/etc/postfix/loud': '/^Subject: urgent/ FILTER smtp:[relay.example]\n',
}
type Reading = keyof typeof READINGS
function found(reading: Reading, mainText = main, masterText = master, gate = '127.0.0.1:2525'): LintRule[] {
  const [one, other] = READINGS[reading]!(mainText, masterText)
  const findings = lintPostfix(readPostfixConfig(one, other), { gate, readTable: (path) => tables[path] })
  return [...new Set(findings.map(({ rule }) => rule))]
}

const set = (text: string, name: string, value: string) => {
  const kept = text.split('\n').filter((line) => !line.startsWith(`${name} =`))
  return [...kept, `${name} = ${value}`, ''].join('\n')
}
/** Puts an override to a service of master.cf, or takes the one that is there away. */
const override = (service: RegExp, option: string, value?: string) => {
  const without = master.replace(
    new RegExp(`(${service.source}[^\\n]*\\n(?:  -o [^\\n]*\\n)*?)  -o ${option}=[^\\n]*\\n`),
    '$1',
  )
  return value === undefined
    ? without
    : without
        .replace(service, (head) => head)
        .replace(new RegExp(`(${service.source}[^\\n]*\\n)`), `$1  -o ${option}=${value}\n`)
}
const RELEASE = /127\.0\.0\.1:10026 inet/
const SUBMISSION = /submission inet/
const FILTER = /sekisho +unix/
const OUT = /smtp +unix/

/** A configuration that breaks one rule, made from the deployed one by one change. */
const BAD: Record<LintRule, readonly [main: string, master: string]> = {
  'entry-without-filter': [main, `${master}\n10587 inet n - n - - smtpd\n  -o content_filter=\n`],
  'filter-without-host': [set(main, 'content_filter', 'sekisho:'), master],
  'filter-by-mx': [set(main, 'content_filter', 'sekisho:gate.jisha.example:2525'), master],
  'filter-not-gate': [set(main, 'content_filter', 'sekisho:[192.0.2.8]:2525'), master],
  'filter-fallback': [set(main, 'smtp_fallback_relay', '[relay.example]'), override(FILTER, 'smtp_fallback_relay')],
  'filter-overridden': [set(main, 'header_checks', 'regexp:/etc/postfix/loud'), master],
  'table-not-read': [set(main, 'body_checks', 'regexp:/etc/postfix/nowhere'), master],
  'release-reachable': [main, master.replace(RELEASE, '10026 inet')],
  'release-maps': [main, override(RELEASE, 'receive_override_options', 'no_header_body_checks,no_milters')],
  'local-forwarding': [set(set(main, 'mydestination', 'jisha.example'), 'alias_maps', 'hash:/etc/aliases'), master],
  'sender-not-bound': [main, override(SUBMISSION, 'smtpd_sender_restrictions')],
  'other-instances': [set(main, 'multi_instance_directories', '/etc/postfix-two'), master],
  'bare-newline': [set(main, 'smtpd_forbid_bare_newline', 'no'), master],
  'bare-newline-excepted': [set(main, 'smtpd_forbid_bare_newline_exclusions', '$mynetworks'), master],
  'recipients-split': [set(main, 'sekisho_destination_recipient_limit', '50'), master],
  'header-rewritten': [set(main, 'local_header_rewrite_clients', 'permit_inet_interfaces'), master],
  'header-dropped': [set(main, 'message_drop_headers', 'bcc'), master],
  'header-added': [set(main, 'always_add_missing_headers', 'yes'), master],
  'header-cut': [set(main, 'header_size_limit', '102400'), master],
  'header-checks': [main, override(RELEASE, 'receive_override_options', 'no_address_mappings,no_milters')],
  milters: [main, override(RELEASE, 'receive_override_options', 'no_address_mappings,no_header_body_checks')],
  'mime-converted': [set(main, 'disable_mime_output_conversion', 'no'), master],
  'lines-split': [set(main, 'smtp_line_length_limit', '998'), master],
  'rewritten-on-the-way': [main, override(OUT, 'smtp_generic_maps', 'hash:/etc/postfix/generic')],
  'extension-hidden': [main, override(RELEASE, 'smtpd_discard_ehlo_keywords', '8bitmime')],
  'size-refused': [set(main, 'message_size_limit', '52428800'), master],
  'filter-transport': [set(main, 'content_filter', 'elsewhere:[127.0.0.1]:2525'), master],
  'release-missing': [main, override(RELEASE, 'content_filter')],
}

test.each(Object.keys(READINGS))('the deployed configuration, by %s: nothing is found', (reading) => {
  expect(found(reading)).toEqual([])
})

const cases = Object.keys(READINGS).flatMap((reading) =>
  Object.keys(LINT_RULES).map((rule) => [rule as LintRule, reading] as const),
)
test.each(cases)('%s is found, by %s', (rule, reading) => {
  const [mainText, masterText] = BAD[rule]
  expect([mainText, masterText]).not.toEqual([main, master])
  expect(found(reading, mainText, masterText)).toContain(rule)
})

test('each one change breaks its own rule and no other that has nothing to do with it', () => {
  const alone = Object.entries(BAD).filter(([, [a, b]]) => found('its files', a, b).length === 1)
  expect(alone.length).toBeGreaterThanOrEqual(24)
})

test.runIf(hasPostconf || process.env['CI'])('what Debian installs, with a content filter and nothing else', () => {
  const rules = found(
    'postconf',
    'compatibility_level = 3.6\nmynetworks = 127.0.0.0/8\ncontent_filter = sekisho:[127.0.0.1]:2525\n',
    master.replaceAll(/^ {2}-o (?!content_filter=|smtpd_sasl)[^\n]*\n/gm, ''),
  )
  expect(rules).toEqual(
    expect.arrayContaining([
      'bare-newline',
      'bare-newline-excepted',
      'header-dropped',
      'header-cut',
      'header-rewritten',
      'mime-converted',
      'lines-split',
      'recipients-split',
      'local-forwarding',
      'sender-not-bound',
      'release-maps',
      'size-refused',
    ]),
  )
})

test('a table with a FILTER is found where access is checked too, a quiet one is not, and a fallback of the filter alone is', () => {
  const checking = (path: string) =>
    override(SUBMISSION, 'smtpd_recipient_restrictions', `check_recipient_access,regexp:${path},permit`)
  expect(found('its files', main, checking('/etc/postfix/loud'))).toEqual(['filter-overridden'])
  expect(found('its files', main, checking('/etc/postfix/quiet'))).toEqual([])
  expect(found('its files', set(main, 'header_checks', 'regexp:/etc/postfix/quiet'))).toEqual([])
  // A fallback for what was approved is the house's own affair.
  expect(found('its files', set(main, 'smtp_fallback_relay', '[relay.example]'))).toEqual([])
})

test('a way back for other hosts is good where it admits named hosts alone', () => {
  const open = master.replace(RELEASE, '10026 inet')
  const closed = open
    .replace('-o mynetworks=127.0.0.0/8', '-o mynetworks=192.0.2.8/32')
    .replace('  -o smtpd_recipient_restrictions=\n', '  -o smtpd_client_restrictions=permit_mynetworks,reject\n')
  expect(found('its files', main, closed)).toEqual([])
  expect(found('its files', main, closed.replace('192.0.2.8/32', '192.0.2.0/24'))).toEqual(['release-reachable'])
})

test('braces and continued lines are read as Postfix reads them', () => {
  const config = readPostfixConfig(
    'a = one,\n  two\n# no\nb = $a and ${a}\n',
    'x inet n - n - - smtpd -v\n  -o { content_filter = a b }\n  -o mynetworks=127.0.0.1\n',
  )
  expect(config.main.get('a')).toBe('one, two')
  expect([...config.services[0]!.overrides]).toEqual([
    ['content_filter', 'a b'],
    ['mynetworks', '127.0.0.1'],
  ])
})

test('every rule and effect has words in both languages', () => {
  for (const language of LANGUAGES) {
    for (const rule of Object.keys(LINT_RULES) as LintRule[]) expect(lintRuleWords[rule][language]).not.toBe('')
    for (const effect of LINT_EFFECTS) expect(lintEffectWords[effect][language]).not.toBe('')
  }
})
