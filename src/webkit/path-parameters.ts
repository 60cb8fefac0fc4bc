import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

/** The parameters of the page's path: of `/people/$personId`, `personId`. */
export function usePathParameter(name: string): string {
  const parameters: Record<string, string | undefined> = useParams({ strict: false })
  return parameters[name] ?? ''
}

/** What stands behind the `?`, as texts. */
export function useSearchText(name: string): string | undefined {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const value = search[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** Goes to another page of the product. */
export function useGoTo(): (to: string, options?: { readonly replace?: boolean }) => Promise<void> {
  const navigate = useNavigate()
  return (to, options) => navigate({ to, ...options })
}

/** What a list is narrowed by, kept in the address: a reload, a bookmark and the way back show the same list. */
export function useFilters(): readonly [Readonly<Record<string, string>>, (change: Record<string, string>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters = Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]))
  const change = (changed: Record<string, string>) => {
    const next = Object.entries({ ...filters, ...changed }).filter(([, value]) => value !== '')
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true })
  }
  return [filters, change]
}
