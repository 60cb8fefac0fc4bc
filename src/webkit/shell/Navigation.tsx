import { Link } from '@tanstack/react-router'
import { useSay, useWords } from '../words/use-words.ts'
import type { PageDef } from '../page-def.ts'
import type { NavigationGroup } from './visible-navigation.ts'

export interface NavigationProps {
  readonly groups: readonly NavigationGroup[]
  readonly onFollow?: () => void
}

/** The menu. An entry with one page of its own name is a link; an entry with several is a heading over its links. */
export function Navigation({ groups, onFollow }: NavigationProps) {
  const { entries } = useWords()
  const say = useSay()
  const link = (page: PageDef) => (
    <Link to={page.path} activeProps={{ 'aria-current': 'page' }} {...(onFollow && { onClick: onFollow })}>
      {say(page.title)}
    </Link>
  )
  return (
    <ul className="sk-navigation">
      {groups.map(({ entry, pages }) => {
        const only = pages.length === 1 ? pages[0] : undefined
        if (only && say(only.title) === entries[entry]) return <li key={entry}>{link(only)}</li>
        return (
          <li key={entry}>
            <p>{entries[entry]}</p>
            <ul>
              {pages.map((page) => (
                <li key={page.path}>{link(page)}</li>
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}
