import { isScalar, parseDocument, visit } from 'yaml'
import { CannotVerify } from './cannot-verify.ts'
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
  const result = PrintSpecification.safeParse(plainOf(document))
  if (result.success) return eachPageCompared(result.data)
  const [issue] = result.error.issues
  const at = issue!.path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part))).join('.')
  throw new CannotVerify('specification_wrong', {
    at: at === '' ? '-' : at,
    what: issue!.message.replace('received undefined', 'nothing is there'),
    code: issue!.code,
  })
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
