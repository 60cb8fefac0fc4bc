import { Lazy } from '../../webkit/Lazy.tsx'
import { Page, Section } from '../../webkit/Page.tsx'
import type { SettingsSection } from '../../webkit/page-def.ts'
import { useSession } from '../../webkit/session.ts'
import { DisplayChoices } from '../../webkit/shell/DisplayChoices.tsx'
import { usePhrases, useSay } from '../../webkit/words/use-words.ts'
import { allSettingsSections } from './all-pages.ts'
import { appWords } from './words.ts'

/** 個人設定: what each module lets a person choose for themselves. */
export function MySettingsPage() {
  const t = usePhrases(appWords)
  return (
    <Page title={t.mySettings} lead={t.mySettingsLead} width="narrow">
      <Section title={t.display}>
        <DisplayChoices />
      </Section>
      <Sections scope="person" />
    </Page>
  )
}

/** 組織の設定: what the privacy office and the administrators choose for everybody. */
export function OrganisationSettingsPage() {
  const t = usePhrases(appWords)
  return (
    <Page title={t.organisationSettings} lead={t.organisationSettingsLead} width="narrow">
      <Sections scope="organisation" />
    </Page>
  )
}

function Sections({ scope }: Pick<SettingsSection, 'scope'>) {
  const say = useSay()
  const { rights } = useSession()
  return allSettingsSections
    .filter((section) => section.scope === scope && (section.right === undefined || rights.has(section.right)))
    .toSorted((a, b) => a.order - b.order)
    .map((section) => (
      <Section key={section.id} title={say(section.title)}>
        <Lazy load={section.load} />
      </Section>
    ))
}
