import { Drawer } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Word } from '../../base/words.ts'
import type { PageDef } from '../page-def.ts'
import { PageLink } from '../PageLink.tsx'
import { useSession } from '../session.ts'
import { useSay, useWords } from '../words/use-words.ts'
import { Breadcrumbs } from './Breadcrumbs.tsx'
import { Disclosed } from './Disclosed.tsx'
import { DisplayChoices } from './DisplayChoices.tsx'
import { Navigation } from './Navigation.tsx'
import { ProductMark } from './ProductMark.tsx'
import type { NavigationGroup } from './visible-navigation.ts'
import './Shell.css'

export interface ShellProps {
  readonly groups: readonly NavigationGroup[]
  readonly page: PageDef | undefined
  readonly trail: readonly PageDef[]
  /** The link to the inbox with its count, where the person has one. */
  readonly inbox?: ReactNode
  /** The page of personal settings, where there is one. */
  readonly settingsPath?: string | undefined
  readonly onSignOut: () => void
  readonly children: ReactNode
}

/** What stands around every page of a signed-in person: header, menu, trail. */
export function Shell({ groups, page, trail, inbox, settingsPath, onSignOut, children }: ShellProps) {
  const words = useWords().shell
  const session = useSession()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const settings = settingsPath && <PageLink to={settingsPath}>{words.settings}</PageLink>
  const signOut = (
    <button type="button" onClick={onSignOut}>
      {words.signOut}
    </button>
  )
  return (
    <div className="sk-shell">
      <a className="sk-skip" href="#main">
        {words.skip}
      </a>
      <header className="sk-header">
        <button type="button" className="sk-menu-button" onClick={() => setMenuOpen(true)} aria-haspopup="dialog">
          <span className="sk-menu-lines" aria-hidden="true" />
          {words.navigation}
        </button>
        <PageLink to="/today" className="sk-header-product">
          <ProductMark />
        </PageLink>
        <Organisation />
        <div className="sk-header-end">
          {inbox}
          <Disclosed label={words.display}>
            <DisplayChoices />
          </Disclosed>
          <Disclosed label={words.help}>
            <Help why={page?.why} />
          </Disclosed>
          <Disclosed label={session.personName}>
            <div className="sk-account">
              {settings}
              {signOut}
            </div>
          </Disclosed>
        </div>
      </header>
      <nav className="sk-side" aria-label={words.navigation}>
        <Navigation groups={groups} />
      </nav>
      <main id="main" tabIndex={-1}>
        {page && <Breadcrumbs trail={trail} page={page} />}
        {children}
      </main>
      <Drawer.Root opened={isMenuOpen} onClose={() => setMenuOpen(false)} size="20rem">
        <Drawer.Overlay />
        <Drawer.Content>
          {/* Not the library's own header: a page has one banner, and it is not this. */}
          <div className="sk-drawer-head">
            <Drawer.Title>{words.navigation}</Drawer.Title>
            <Drawer.CloseButton aria-label={words.closeNavigation} size="lg" />
          </div>
          <Drawer.Body>
            <div className="sk-drawer">
              <Organisation />
              <nav aria-label={words.navigation}>
                <Navigation groups={groups} onFollow={() => setMenuOpen(false)} />
              </nav>
              <DisplayChoices />
              <Help why={page?.why} />
              <div className="sk-account">
                <p>{session.personName}</p>
                {settings}
                {signOut}
              </div>
            </div>
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </div>
  )
}

function Organisation() {
  const { demonstration, demonstrationMeaning } = useWords().shell
  const { organisationName, isDemonstration } = useSession()
  return (
    <p className="sk-organisation">
      <span>{organisationName}</span>
      {isDemonstration && (
        <span className="sk-demonstration" title={demonstrationMeaning}>
          {demonstration}
        </span>
      )}
    </p>
  )
}

/** Help is the answer to "why do I have to do this", and whom to ask; the same place on every page (WCAG 2.2, 3.2.6). */
function Help({ why }: { readonly why: Word | undefined }) {
  const words = useWords()
  const say = useSay()
  return (
    <div className="sk-help">
      <h2>{why ? words.page.whyNeeded : words.shell.help}</h2>
      {why && <p>{say(why)}</p>}
      <p>{words.page.whomToAsk}</p>
    </div>
  )
}
