/** One line of master.cf: a listener or a program, with the settings that it overrides. */
export interface PostfixService {
  /** `name/type`, as `postconf -M` takes it. */
  readonly id: string
  readonly name: string
  readonly type: string
  /** `smtpd`, `smtp`, `cleanup`, … without a path. */
  readonly command: string
  readonly overrides: ReadonlyMap<string, string>
}

export interface PostfixConfig {
  readonly main: ReadonlyMap<string, string>
  readonly services: readonly PostfixService[]
}

/**
 * What Postfix 3.7 (Debian 12) takes where main.cf is silent, for the settings that are looked at. `postconf` prints its
 * own; these are for a main.cf read alone.
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  alias_maps: 'hash:/etc/aliases',
  always_add_missing_headers: 'no',
  cleanup_service_name: 'cleanup',
  default_destination_recipient_limit: '50',
  disable_mime_output_conversion: 'no',
  forward_path: '$home/.forward',
  header_size_limit: '102400',
  lmtp_line_length_limit: '998',
  local_header_rewrite_clients: 'permit_inet_interfaces',
  message_drop_headers: 'bcc, content-length, resent-bcc, return-path',
  message_size_limit: '10240000',
  mydestination: '$myhostname, localhost.$mydomain, localhost',
  mynetworks: 'the subnetworks of this host',
  myhostname: 'this host',
  mydomain: 'its domain',
  smtp_fallback_relay: '$fallback_relay',
  smtp_line_length_limit: '998',
  smtpd_forbid_bare_newline: 'no',
  smtpd_forbid_bare_newline_exclusions: '$mynetworks',
  smtpd_recipient_limit: '1000',
  smtputf8_enable: 'yes',
}

/**
 * Reads a main.cf, or what `postconf` prints, and a master.cf, or what `postconf -M` prints.
 * @source postconf(5), master(5): logical lines, `-o name=value`, `-o { name = value }`
 */
export function readPostfixConfig(main: string, master: string): PostfixConfig {
  const settings = new Map<string, string>()
  for (const line of logicalLines(main)) {
    const match = /^([A-Za-z0-9_]+)\s*=\s*(.*)$/s.exec(line)
    if (match) settings.set(match[1]!, match[2]!.trim())
  }
  return { main: settings, services: logicalLines(master).flatMap(readService) }
}

/** The value in force for a service, with `$name` and `${name}` filled in. */
export function valueOf(config: PostfixConfig, name: string, service?: PostfixService): string {
  return expand(rawValue(config, name, service), (inner) => rawValue(config, inner, service), 0)
}

/** The items of a value that is a list (commas or blanks between them). */
export const itemsOf = (value: string): string[] => value.split(/[\s,]+/).filter((item) => item !== '')

function rawValue({ main }: PostfixConfig, name: string, service?: PostfixService): string {
  return service?.overrides.get(name) ?? main.get(name) ?? DEFAULTS[name] ?? ''
}

function expand(text: string, look: (name: string) => string, depth: number): string {
  if (depth > 20) return text
  return text.replace(/\$(?:(\w+)|\{(\w+)\}|\((\w+)\))/g, (_, plain?: string, braced?: string, round?: string) =>
    expand(look((plain ?? braced ?? round)!), look, depth + 1),
  )
}

/** Comments and empty lines out, a line that begins with a blank joined to the one before. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue
    if (/^\s/.test(line) && lines.length > 0) lines[lines.length - 1] += ` ${line.trim()}`
    else lines.push(line.trim())
  }
  return lines
}

function readService(line: string): PostfixService[] {
  const [name, type, , , , , , command, ...args] = words(line)
  if (!name || !type || !command) return []
  const overrides = new Map<string, string>()
  args.forEach((arg, at) => {
    const given = arg === '-o' ? args[at + 1] : /^-o./.test(arg) ? arg.slice(2) : undefined
    const match = /^\{?\s*(\w+)\s*=\s*(.*?)\s*\}?$/s.exec(given ?? '')
    if (match) overrides.set(match[1]!, match[2]!)
  })
  return [{ id: `${name}/${type}`, name, type, command: command.split('/').at(-1)!, overrides }]
}

/** Blanks part words, but not within braces. */
function words(line: string): string[] {
  const found: string[] = []
  let depth = 0
  let isInWord = false
  for (const character of line) {
    if (depth === 0 && /\s/.test(character)) isInWord = false
    else if (isInWord) found[found.length - 1] += character
    else {
      found.push(character)
      isInWord = true
    }
    if (character === '{') depth += 1
    if (character === '}') depth = Math.max(0, depth - 1)
  }
  return found
}
