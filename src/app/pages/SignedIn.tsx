import { Outlet, useMatches } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { OutputOf } from '../../base/endpoint.ts'
import { currentSession, saveSettingsEndpoint, signOutEndpoint } from '../../kernel/access/contract.ts'
import {
  ChooseOrganisationPage,
  loadMustChangePasswordPage,
  loadMustSetUpTotpPage,
  SignInPage,
} from '../../kernel/access/web/pages.tsx'
import { InboxLink } from '../../kernel/notices/web/pages.tsx'
import { adoptAppearance, useAppearance, wasAppearanceChosen } from '../../webkit/appearance.ts'
import { LiveRefresh } from '../../webkit/LiveRefresh.tsx'
import type { PageDef } from '../../webkit/page-def.ts'
import { type Session, SessionContext } from '../../webkit/session.ts'
import { Shell } from '../../webkit/shell/Shell.tsx'
import { trailOf, visibleNavigation } from '../../webkit/shell/visible-navigation.ts'
import { useAct } from '../../webkit/use-act.ts'
import { useRead } from '../../webkit/use-read.ts'
import { Waiting } from '../../webkit/Waiting.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { Newcomers } from './Newcomers.tsx'

type Entered = Extract<OutputOf<typeof currentSession>, { state: 'signed_in' }>

/**
 * Everything behind the sign-in. Whoever is not in yet meets the sign-in at the address they came for, and is then where
 * they wanted to be.
 */
export function SignedIn({ pages }: { readonly pages: readonly PageDef[] }) {
  const session = useRead(currentSession, {}, { topic: 'access' })
  const queries = useQueryClient()
  const signOut = useAct(signOutEndpoint)
  const askAgain = () => void queries.invalidateQueries({ queryKey: ['access'] })
  const leave = async () => {
    await signOut.run({})
    // Nothing of this person stays in the page for the next one.
    queries.clear()
    await session.refetch()
  }
  if (!session.data) return <Waiting on={session} />
  const { data } = session
  if (data.state === 'choose_organisation') {
    return <ChooseOrganisationPage choices={data.choices} onEntered={askAgain} onSignOut={() => void leave()} />
  }
  if (data.state !== 'signed_in') return <SignInPage onEntered={askAgain} aside={<Newcomers />} />
  if (data.mustChangePassword) {
    return <FirstSteps load={loadMustChangePasswordPage} onDone={askAgain} onSignOut={() => void leave()} />
  }
  if (data.mustSetUpTotp) {
    return <FirstSteps load={loadMustSetUpTotpPage} onDone={askAgain} onSignOut={() => void leave()} />
  }
  return <Inside pages={pages} entered={data} onSignOut={() => void leave()} />
}

interface InsideProps {
  readonly pages: readonly PageDef[]
  readonly entered: Entered
  readonly onSignOut: () => void
}

function Inside({ pages, entered, onSignOut }: InsideProps) {
  useRememberedAppearance(entered)
  const session = useMemo<Session>(
    () => ({
      personId: entered.personId,
      personName: entered.personName,
      organisationName: entered.organisationName,
      isDemonstration: entered.isDemo,
      rights: new Set(entered.rights),
    }),
    [entered],
  )
  const shown = pages.filter((each) => !each.isOnlyInDemonstration || session.isDemonstration)
  const page = useMatches({ select: (matches) => matches.at(-1)?.staticData.page })
  return (
    <SessionContext value={session}>
      <LiveRefresh>
        <Shell
          groups={visibleNavigation(shown, session.rights)}
          page={page}
          trail={page ? trailOf(page, pages) : []}
          inbox={<InboxLink />}
          settingsPath="/my-settings"
          onSignOut={onSignOut}
        >
          <Outlet />
        </Shell>
      </LiveRefresh>
    </SessionContext>
  )
}

/** The account remembers language and text size for the next device; this page follows it, and tells it of changes. */
function useRememberedAppearance({ personId, language, textSize }: Entered): void {
  const chosen = useAppearance()
  const { run } = useAct(saveSettingsEndpoint)
  useEffect(() => {
    adoptAppearance({ language, textSize })
    // oxlint-disable-next-line react/exhaustive-deps -- once for each person who enters; later changes go the other way
  }, [personId])
  useEffect(() => {
    if (!wasAppearanceChosen() || (chosen.language === language && chosen.textSize === textSize)) return
    void run({ language: chosen.language, textSize: chosen.textSize })
    // oxlint-disable-next-line react/exhaustive-deps -- only a choice of the person is sent, never an answer of the server
  }, [chosen.language, chosen.textSize])
}
