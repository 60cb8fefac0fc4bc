import { isScalar, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { CannotVerify } from './cannot-verify.ts'
import { SPECIFICATION_FAULTS } from './words/cannot-verify-words.ts'
import { hasNothingToCompare, PrintSpecification } from './specification.ts'

const LIMIT_CHARACTERS = 500_000

/**
 * Reads a specification from YAML (or JSON, which is YAML too).
 * @throws CannotVerify `specification_not_yaml` with the line, `specification_wrong` with the place and what is wrong there,
 *   `page_without_field` with the page
 */
export function readSpecification(text: string): PrintSpecification {
  if (text.length > LIMIT_CHARACTERS) throw new CannotVerify('specification_not_yaml', { line: 1 })
  // The library's own search for keys that come twice takes the square of their number.
  const document = parseDocument(text, { uniqueKeys: false })
  const [error] = document.errors
  if (error) throw new CannotVerify('specification_not_yaml', { line: error.linePos?.[0].line ?? 1 }, error)
  refuseKeysTwice(document, text)
  const plain = plainOf(document)
  const result = PrintSpecification.safeParse(plain)
  if (result.success) return eachPageCompared(result.data)
  const [issue] = result.error.issues
  const { path, message, code } = issue!
  const at = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part))).join('.')
  throw new CannotVerify('specification_wrong', {
    at: at === '' ? '-' : at,
    ...namesAt(plain, path),
    what: message.replace('received undefined', 'nothing is there'),
    whatJa: japaneseFault(plain, message),
    code,
  })
}

/** The page and the field in which something is wrong, by the names that they have there. */
function namesAt(plain: unknown, path: readonly PropertyKey[]): { page?: string; field?: string } {
  const nameAt = (length: number) => {
    const named = path.slice(0, length).reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)[part], plain)
    const { name } = named as { name?: unknown }
    return typeof name === 'string' && name !== '' ? name : undefined
  }
  const page = path[0] === 'pages' && path.length > 1 ? nameAt(2) : undefined
  const field = path[2] === 'fields' && path.length > 3 ? nameAt(4) : undefined
  return { ...(page !== undefined && { page }), ...(field !== undefined && { field }) }
}

/** The same fault as `message` says in English. */
function japaneseFault(plain: unknown, message: string): string {
  const own = SPECIFICATION_FAULTS[message]
  if (own !== undefined) return own
  const said = PrintSpecification.safeParse(plain, { error: z.locales.ja().localeError })
  return said.error!.issues[0]!.message.replaceAll('numberは', '数は').replaceAll('undefined', '何もない値')
}

/** A page that is compared with nothing would count as right, whoever's it is. */
function eachPageCompared(specification: PrintSpecification): PrintSpecification {
  const at = specification.pages.findIndex(hasNothingToCompare)
  if (at < 0) return specification
  throw new CannotVerify('page_without_field', { page: specification.pages[at]!.name, number: at + 1 })
}

function refuseKeysTwice(document: ReturnType<typeof parseDocument>, text: string): void {
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : undefined
        if (name === undefined || seen.has(name)) {
          const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0
          throw new CannotVerify('specification_not_yaml', { line: text.slice(0, at).split('\n').length })
        }
        seen.add(name)
      }
    },
  })
}

function plainOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    throw new CannotVerify('specification_not_yaml', { line: 1 }, cause)
  }
}
