import { expect, test } from 'vitest'
import type { PageDef } from '../page-def.ts'
import { trailOf, visibleNavigation } from './visible-navigation.ts'

const page = (path: `/${string}`, rest: Partial<PageDef> = {}): PageDef => ({
  path,
  title: { ja: path, en: path },
  load: () => Promise.reject(new Error('not opened here')),
  ...rest,
})

const pages = [
  page('/settings', { navigation: { entry: 'settings', order: 1 }, right: 'organisation:configure' }),
  page('/people', { navigation: { entry: 'registers', order: 2 } }),
  page('/people/$personId', { parent: '/people' }),
  page('/units', { navigation: { entry: 'registers', order: 1 } }),
  page('/today', { navigation: { entry: 'today', order: 1 } }),
]

test('メニューの順は決まっていて、開ける画面がない項目は出ない', () => {
  const groups = visibleNavigation(pages, new Set())
  expect(groups.map((group) => group.entry)).toEqual(['today', 'registers'])
  expect(groups[1]?.pages.map((each) => each.path)).toEqual(['/units', '/people'])
})

test('権限のある人には、その項目が出る', () => {
  const groups = visibleNavigation(pages, new Set(['organisation:configure']))
  expect(groups.map((group) => group.entry)).toEqual(['today', 'registers', 'settings'])
})

test('現在の位置は上の画面をたどり、輪になっても終わる', () => {
  expect(trailOf(pages[2]!, pages).map((each) => each.path)).toEqual(['/people'])
  const round = [page('/a', { parent: '/b' }), page('/b', { parent: '/a' })]
  expect(trailOf(round[0]!, round).map((each) => each.path)).toEqual(['/b'])
})
