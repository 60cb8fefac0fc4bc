import type { PageDef } from '../page-def.ts'
import { PageLink } from '../PageLink.tsx'
import { useSay, useWords } from '../words/use-words.ts'

/** Where this page stands; nothing on 今日 itself. Pages above that need a parameter are not offered as links. */
export function Breadcrumbs({ trail, page }: { readonly trail: readonly PageDef[]; readonly page: PageDef }) {
  const words = useWords()
  const say = useSay()
  const linked = trail.filter((above) => !above.path.includes('$'))
  if (page.path === '/today') return null
  return (
    <nav className="sk-breadcrumbs" aria-label={words.shell.breadcrumbs}>
      <ol>
        <li>
          <PageLink to="/today">{words.entries.today}</PageLink>
        </li>
        {linked.map((above) => (
          <li key={above.path}>
            <PageLink to={above.path}>{say(above.title)}</PageLink>
          </li>
        ))}
        <li aria-current="page">{say(page.title)}</li>
      </ol>
    </nav>
  )
}
