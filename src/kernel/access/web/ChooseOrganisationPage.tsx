import { Button } from '../../../webkit/Button.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { chooseOrganisationEndpoint } from '../contract.ts'
import { OutsidePage } from './OutsidePage.tsx'
import { signInWords } from './words.ts'

export interface ChooseOrganisationPageProps {
  readonly choices: readonly { readonly orgId: string; readonly organisationName: string }[]
  readonly onEntered: () => void
  readonly onSignOut: () => void
}

/** For those who work at several organisations: where now? */
export function ChooseOrganisationPage({ choices, onEntered, onSignOut }: ChooseOrganisationPageProps) {
  const t = usePhrases(signInWords)
  const { signOut } = useWords().shell
  const choose = useAct(chooseOrganisationEndpoint)
  const enter = async (orgId: string) => {
    if (await choose.run({ orgId })) onEntered()
  }
  return (
    <OutsidePage title={t.chooseTitle} lead={t.chooseLead}>
      {choose.problem && <ProblemNotice problem={choose.problem} />}
      <ul className="sk-choose-list">
        {choices.map(({ orgId, organisationName }) => (
          <li key={orgId}>
            <Button onPress={() => enter(orgId)} isBusy={choose.isBusy}>
              {t.enter(organisationName)}
            </Button>
          </li>
        ))}
      </ul>
      <Button tone="quiet" onPress={onSignOut}>
        {signOut}
      </Button>
    </OutsidePage>
  )
}
