import type { CompiledPage } from './compile.ts'
import type { PageView } from './read-field.ts'

/**
 * 同じ内容の差し込み: such a page carries nothing of anybody, so all of its text is the same in every set; a page of somebody
 * that passes for an insert by its marks is not. Figures do not count: many are numbered through. Nor does the order in
 * which a writer put the text.
 * @returns whether an insert is as the first of its kind in this run
 */
export function sameInserts(): (page: CompiledPage, view: PageView) => boolean {
  const known = new Map<number, string>()
  return ({ index, page }, view) => {
    if (!page.constant) return true
    const text = Array.from(view.plain().replace(/\d/g, '')).sort().join('')
    const first = known.get(index)
    if (first === undefined) known.set(index, text)
    return first === undefined || first === text
  }
}
