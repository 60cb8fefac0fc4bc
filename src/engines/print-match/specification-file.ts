import { isScalar, parseDocument, visit } from 'yaml'
import { CannotVerify } from './cannot-verify.ts'
import { hasNothingToCompare, PrintSpecification } from './specification.ts'
import { specificationFaultWord } from './words/specification-fault-words.ts'

const LIMIT_CHARACTERS = 500_000

/**
 * Reads a specification from YAML (or JSON, which is YAML too), decoded as UTF-8.
 * @throws CannotVerify `specification_not_yaml` with the line, `specification_wrong` with the place and what is wrong there,
 *   `page_without_field` with the page
 */
export function readSpecification(text: string): PrintSpecification {
  if (text.length > LIMIT_CHARACTERS) throw specificationTooLong()
  // What stands in a decoded text for bytes that are no UTF-8: the names in it would be found in no data.
  if (text.includes('\uFFFD')) throw specificationNotUtf8()
  // The library's own search for keys that come twice takes the square of their number.
  const document = parseDocument(text, { uniqueKeys: false })
  const [error] = document.errors
  if (error) throw new CannotVerify('specification_not_yaml', { line: error.linePos?.[0].line ?? 1 }, error)
  refuseKeysTwice(document, text)
  const plain = plainOf(document)
  const result = PrintSpecification.safeParse(plain)
  if (result.success) return eachPageCompared(result.data)
  const [issue] = result.error.issues
  const { path, code } = issue!
  const what = specificationFaultWord(issue!, valueAt(plain, path) === undefined)
  const at = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part))).join('.')
  throw new CannotVerify('specification_wrong', { at, ...namesAt(plain, path), what: what.en, whatJa: what.ja, code })
}

const valueAt = (plain: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], plain)

/** The page and the field in which something is wrong, by the names that they have there. */
function namesAt(plain: unknown, path: readonly PropertyKey[]): { page?: string; field?: string } {
  const nameAt = (length: number) => {
    const name = (valueAt(plain, path.slice(0, length)) as { name?: unknown } | null | undefined)?.name
    return typeof name === 'string' && name !== '' ? name : undefined
  }
  const page = path[0] === 'pages' && path.length > 1 ? nameAt(2) : undefined
  const field = path[2] === 'fields' && path.length > 3 ? nameAt(4) : undefined
  return { ...(page !== undefined && { page }), ...(field !== undefined && { field }) }
}

/** Longer than any specification: it is not read at all. */
export const specificationTooLong = (): CannotVerify =>
  new CannotVerify('specification_wrong', {
    at: '',
    what: 'The file is too long to be a specification. Check that it is the right file.',
    whatJa: '印刷仕様としては長すぎます。ファイルを取り違えていないか確かめてください。',
  })

const specificationNotUtf8 = (): CannotVerify =>
  new CannotVerify('specification_wrong', {
    at: '',
    what: 'The file is not in UTF-8. Save it again as UTF-8.',
    whatJa: '文字コードがUTF-8ではありません。UTF-8で保存し直してください。',
  })

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
