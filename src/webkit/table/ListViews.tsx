import { PageLink } from '../PageLink.tsx'
import './ListViews.css'

export interface ListView {
  readonly id: string
  readonly word: string
  readonly search: Readonly<Record<string, string>>
  readonly isCurrent: boolean
}

/** Ways of looking at one list, side by side above it; each has an address of its own. */
export function ListViews({
  label,
  to,
  views,
}: {
  readonly label: string
  readonly to: string
  readonly views: readonly ListView[]
}) {
  return (
    <nav aria-label={label}>
      <ul className="sk-list-views">
        {views.map(({ id, word, search, isCurrent }) => (
          <li key={id}>
            <PageLink to={to} search={search} isCurrent={isCurrent}>
              {word}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
