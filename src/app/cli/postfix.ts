import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Language } from '../../base/words.ts'
import {
  lintEffectWords,
  type LintFinding,
  lintPostfix,
  lintRuleWords,
  type PostfixConfig,
  readPostfixConfig,
} from '../../operation/outbound-mail/index.ts'
import { spokenLanguage } from './spoken-language.ts'

export const POSTFIX_USAGE = `sekisho postfix lint [--main FILE --master FILE | --config FOLDER] [--gate HOST:PORT] [--json]
    reports every setting of Postfix under which an unapproved mail could leave, or a mail be split or changed;
    without files it asks postconf. FILE may be main.cf and master.cf, or what postconf and postconf -M have printed
`

interface PostfixCommandOptions {
  readonly language?: Language
  readonly out?: { write(text: string): unknown }
  readonly err?: { write(text: string): unknown }
}

/** `sekisho postfix lint` @returns exit status: 0 nothing found, 1 findings, 2 could not do it */
export async function postfixCommand(args: readonly string[], options: PostfixCommandOptions = {}): Promise<number> {
  const { out = process.stdout, err = process.stderr } = options
  const language = options.language ?? spokenLanguage()
  let asked
  let config: PostfixConfig
  try {
    asked = readArguments(args)
    config = await readConfig(asked)
  } catch (cause) {
    err.write(`sekisho: ${(cause as Error).message}\n${POSTFIX_USAGE}`)
    return 2
  }
  const findings = lintPostfix(config, { gate: asked.gate, readTable })
  out.write(
    asked.json
      ? `${JSON.stringify({ findingCount: findings.length, findings })}\n`
      : `${findings.map((one) => describe(one, language)).join('')}${summary(findings.length, language)}\n`,
  )
  return findings.length === 0 ? 0 : 1
}

function readArguments(args: readonly string[]) {
  const [verb, ...rest] = args
  if (verb !== 'lint') throw new Error('postfix lint')
  const { values } = parseArgs({
    args: rest,
    options: {
      main: { type: 'string' },
      master: { type: 'string' },
      config: { type: 'string' },
      gate: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if ((values.main === undefined) !== (values.master === undefined))
    throw new Error('--main and --master are given together')
  return values
}

async function readConfig(asked: { main?: string; master?: string; config?: string }): Promise<PostfixConfig> {
  if (asked.main !== undefined && asked.master !== undefined)
    return checked(readPostfixConfig(readFileSync(asked.main, 'utf8'), readFileSync(asked.master, 'utf8')))
  const folder = asked.config === undefined ? [] : ['-c', asked.config]
  return checked(readPostfixConfig(postconf(...folder), postconf(...folder, '-M')))
}

/** A file that is no Postfix configuration must not read as a good one. */
function checked(config: PostfixConfig): PostfixConfig {
  if (!config.services.some(({ command }) => command === 'smtpd')) throw new Error('no smtpd in this master.cf')
  return config
}

function postconf(...args: string[]): string {
  try {
    return execFileSync('postconf', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 30_000 })
  } catch {
    throw new Error(`postconf ${args.join(' ')} did not answer: give --main and --master, or run this where Postfix is`)
  }
}

function readTable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function describe({ rule, effect, where, setting, value, should }: LintFinding, language: Language): string {
  const [now, instead] = language === 'ja' ? ['現在', '正しい値'] : ['now', 'should be']
  return `[${lintEffectWords[effect][language]}] ${where}: ${setting}
    ${lintRuleWords[rule][language]} (${rule})
    ${now}: ${value || '-'}
    ${instead}: ${should}
`
}

function summary(count: number, language: Language): string {
  if (count === 0) return language === 'ja' ? '問題は見つかりませんでした。' : 'Nothing was found.'
  return language === 'ja' ? `${count}件の設定を直してください。` : `${count} settings to put right.`
}
