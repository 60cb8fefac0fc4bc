import type { SettingsSection } from '../../../webkit/page-def.ts'
import { signInWords } from './words.ts'

export { ChooseOrganisationPage } from './ChooseOrganisationPage.tsx'
export { SignInPage } from './SignInPage.tsx'

/** Screens that few people see, loaded when they do. */
export const loadActivatePage = () => import('./ActivatePage.tsx').then((module) => module.ActivatePage)
export const loadMustChangePasswordPage = () =>
  import('./FirstStepPages.tsx').then((module) => module.MustChangePasswordPage)
export const loadMustSetUpTotpPage = () => import('./FirstStepPages.tsx').then((module) => module.MustSetUpTotpPage)

export const accessSettings: readonly SettingsSection[] = [
  {
    id: 'access.sign-in',
    scope: 'person',
    title: { ja: signInWords.ja.signInSection, en: signInWords.en.signInSection },
    order: 300,
    load: () => import('./SignInSection.tsx').then((module) => module.SignInSection),
  },
]
