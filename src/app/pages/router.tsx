import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { loadActivatePage, loadGuestPage } from '../../kernel/access/web/pages.tsx'
import { Reading } from '../../webkit/Waiting.tsx'
import { allGuestTasks, allPages } from './all-pages.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { ownPages } from './own-pages.ts'
import { FaultPage } from './FaultPage.tsx'
import { Root } from './Root.tsx'
import { SignedIn } from './SignedIn.tsx'

const pages = [...ownPages, ...allPages]

/** Every page of the product as a route, loaded when it is opened. */
export function openRouter() {
  const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage })
  const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SignedIn pages={pages} /> })
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/today', replace: true })
    },
  })
  const activate = createRoute({
    getParentRoute: () => root,
    path: '/activate',
    component: lazyRouteComponent(async () => ({ default: await loadActivatePage() })),
  })
  const found = createRoute({
    getParentRoute: () => root,
    path: '/found',
    component: lazyRouteComponent(async () => ({ default: (await import('./FoundPage.tsx')).FoundPage })),
  })
  const guest = createRoute({
    getParentRoute: () => root,
    path: '/guest',
    component: lazyRouteComponent(async () => {
      const GuestPage = await loadGuestPage()
      return { default: () => <GuestPage tasks={allGuestTasks} /> }
    }),
  })
  const opened = pages.map((page) =>
    createRoute({
      getParentRoute: () => inside,
      path: page.path,
      component: lazyRouteComponent(async () => ({ default: await page.load() })),
      staticData: { page },
    }),
  )
  return createRouter({
    routeTree: root.addChildren([start, activate, guest, found, inside.addChildren(opened)]),
    defaultPendingComponent: Reading,
    defaultErrorComponent: FaultPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    // An address is text: `?search=123` stays what was typed.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text && `?${text}`
    },
  })
}
