import type { PageDef, SettingsSection } from '../../../webkit/page-def.ts'
import { accountWords } from './account-words.ts'
import { signInWords } from './words.ts'

export { ChooseOrganisationPage } from './ChooseOrganisationPage.tsx'
export { OutsidePage } from './OutsidePage.tsx'
export { SignInPage } from './SignInPage.tsx'

/** Screens that few people see, loaded when they do. */
export const loadActivatePage = () => import('./ActivatePage.tsx').then((module) => module.ActivatePage)
export const loadGuestPage = () => import('./GuestPage.tsx').then((module) => module.GuestPage)
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
  {
    id: 'access.credentials',
    scope: 'person',
    title: { ja: accountWords.ja.credentials, en: accountWords.en.credentials },
    order: 310,
    load: () => import('./CredentialsSection.tsx').then((module) => module.CredentialsSection),
  },
]

export const accessPages: readonly PageDef[] = [
  {
    path: '/accounts',
    title: { ja: accountWords.ja.accounts, en: accountWords.en.accounts },
    right: 'access:administer',
    navigation: { entry: 'settings', order: 100 },
    load: () => import('./AccountsPage.tsx').then((module) => module.AccountsPage),
    why: {
      ja: '退職や契約終了の後もアカウントが残っていると、会社の外から情報を見られてしまいます。使わないアカウントは停止してください。',
      en: 'An account that outlives its person is a way in from outside. Disable what nobody uses.',
    },
  },
]
