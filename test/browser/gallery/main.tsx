import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { applyAppearance } from '../../../src/webkit/appearance.ts'
import type { PageDef } from '../../../src/webkit/page-def.ts'
import { SessionContext } from '../../../src/webkit/session.ts'
import { Shell } from '../../../src/webkit/shell/Shell.tsx'
import { visibleNavigation } from '../../../src/webkit/shell/visible-navigation.ts'
import { giveNonceToScrollLock } from '../../../src/webkit/theme/style-nonce.ts'
import { ThemeProvider } from '../../../src/webkit/theme/ThemeProvider.tsx'
import { FormPage, GatePage, TablePage } from './Samples.tsx'

const samples = { gate: GatePage, table: TablePage, form: FormPage }
const name = window.location.hash.slice(1) as keyof typeof samples
const Sample = samples[name] ?? GatePage

const load = () => Promise.resolve(Sample)
const pages: readonly PageDef[] = [
  { path: '/today', title: { ja: '今日', en: 'Today' }, load, navigation: { entry: 'today', order: 1 } },
  {
    path: '/mail',
    title: { ja: 'メール送信', en: 'Outbound mail' },
    load,
    navigation: { entry: 'gates', order: 1 },
    why: {
      ja: '名簿が別の会社に送られた事故を、送る前に止めるための画面です。',
      en: 'It stops a list before it leaves.',
    },
  },
  { path: '/people', title: { ja: '人と組織', en: 'People' }, load, navigation: { entry: 'registers', order: 1 } },
  { path: '/vendors', title: { ja: '委託先', en: 'Vendors' }, load, navigation: { entry: 'vendors', order: 1 } },
  {
    path: '/settings',
    title: { ja: '組織の設定', en: 'Organisation' },
    load,
    navigation: { entry: 'settings', order: 1 },
  },
]

function Gallery() {
  return (
    <SessionContext
      value={{
        personId: '1',
        personName: '見本 太郎',
        organisationName: '見本システム株式会社',
        isDemonstration: true,
        rights: new Set(),
      }}
    >
      <Shell
        groups={visibleNavigation(pages, new Set())}
        page={pages[1]}
        trail={[]}
        onSignOut={() => undefined}
        settingsPath="/settings"
      >
        <Sample />
      </Shell>
    </SessionContext>
  )
}

const router = createRouter({
  routeTree: createRootRoute({ component: Gallery, notFoundComponent: () => null }),
  history: createMemoryHistory({ initialEntries: ['/mail'] }),
})

giveNonceToScrollLock()
applyAppearance()
createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <ThemeProvider>
      <RouterProvider router={router} />
    </ThemeProvider>
  </QueryClientProvider>,
)
