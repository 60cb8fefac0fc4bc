import { NAVIGATION_ENTRIES, type NavigationEntry, type PageDef } from '../page-def.ts'

export interface NavigationGroup {
  readonly entry: NavigationEntry
  readonly pages: readonly PageDef[]
}

/** The menu of a person: the fixed order of entries, only those with a page that the person may open. No dead links. */
export function visibleNavigation(pages: readonly PageDef[], rights: ReadonlySet<string>): readonly NavigationGroup[] {
  const open = pages.filter((page) => page.navigation && (page.right === undefined || rights.has(page.right)))
  return NAVIGATION_ENTRIES.map((entry) => ({
    entry,
    pages: open
      .filter((page) => page.navigation?.entry === entry)
      .toSorted((a, b) => (a.navigation?.order ?? 0) - (b.navigation?.order ?? 0)),
  })).filter((group) => group.pages.length > 0)
}

/** The pages above a page, nearest last; a page that names itself above itself ends the trail. */
export function trailOf(page: PageDef, pages: readonly PageDef[]): readonly PageDef[] {
  const trail: PageDef[] = []
  for (let above = page.parent; above;) {
    const found = pages.find((each) => each.path === above)
    if (!found || found === page || trail.includes(found)) break
    trail.unshift(found)
    above = found.parent
  }
  return trail
}
