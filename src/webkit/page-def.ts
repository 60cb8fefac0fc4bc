import type { ComponentType } from 'react'
import type { Word } from '../base/words.ts'

/** The eight entries of the menu, in this order. An entry without a page (for this person) is not shown. */
export const NAVIGATION_ENTRIES = [
  'today',
  'report',
  'gates',
  'registers',
  'vendors',
  'training',
  'review',
  'settings',
] as const
export type NavigationEntry = (typeof NAVIGATION_ENTRIES)[number]

/** One page of a module. `web/pages.tsx` exports an array of them; `app/pages/all-pages.ts` puts them together. */
export interface PageDef {
  /** e.g. `/people/$personId`; a name behind `$` is a parameter (`usePathParameters`). */
  readonly path: `/${string}`
  readonly title: Word
  /** Loads the page when it is opened: `() => import('./PeoplePage.tsx').then((module) => module.PeoplePage)`. */
  readonly load: () => Promise<ComponentType>
  /** The right `module:verb` that the person must hold; without one, every signed-in person may open it. */
  readonly right?: string
  /** Where the menu shows it; without it, the page is reached from other pages. */
  readonly navigation?: { readonly entry: NavigationEntry; readonly order: number }
  /** Shown in the menu of the demonstration organisation alone. */
  readonly isOnlyInDemonstration?: boolean
  /** Why this page is needed, e.g. which accident it stops: the help of the page. */
  readonly why?: Word
  /** The page above it in the trail, by its path; the trail begins at 今日. */
  readonly parent?: `/${string}`
}

/** A card that a module offers to the page 今日. It answers nothing (null) when there is nothing to say. */
export interface TodayCard {
  readonly id: string
  /** Shown to those who hold this right; without one, to everybody. */
  readonly right?: string
  /** Smaller is nearer to the top: what waits for me 100–199, what is due 200–299, what went wrong 300–399, the rest 400+. */
  readonly order: number
  readonly load: () => Promise<ComponentType>
}

/** A part of a settings page that a module brings: of the person's own settings, or of the organisation's. */
export interface SettingsSection {
  readonly id: string
  readonly scope: 'person' | 'organisation'
  readonly title: Word
  readonly right?: string
  readonly order: number
  readonly load: () => Promise<ComponentType>
}

/** What a guest's link asks for: a module offers one page for each purpose of its links. */
export interface GuestTask {
  /** As the link has it, e.g. `vendors:confirm-roster`. */
  readonly purpose: string
  readonly load: () => Promise<ComponentType>
}
