import { expect, test } from 'vitest'
import type { GatePanel, Station, StationState } from '../../base/gate-panel.ts'
import { panelSummary } from './panel-summary.ts'

const station = (check: string, state: StationState): Station => ({
  check,
  state,
  kind: 'attest',
  people: [],
  findings: [],
})
const panel = (bar: GatePanel['bar'], ...stations: Station[]): GatePanel => ({
  gate: 'trial',
  revisionHash: 'a'.repeat(64),
  stations,
  bar,
  reasons: [],
})

test('止まった確認は、待っている確認より先に言う', () => {
  const summary = panelSummary(panel('down', station('a', 'waiting'), station('b', 'stopped'), station('c', 'stopped')))
  expect(summary).toMatchObject({ kind: 'stopped', at: { check: 'b' } })
})
test('待っているものが複数なら、道の手前から言う', () => {
  const summary = panelSummary(panel('down', station('a', 'passed'), station('b', 'waiting'), station('c', 'later')))
  expect(summary).toMatchObject({ kind: 'waiting', at: { check: 'b' } })
})
test('機械の指摘を確かめる人が待たれているときは、その人の確認を言う', () => {
  const machine: Station = { ...station('a', 'waiting'), kind: 'machine' }
  expect(panelSummary(panel('down', machine, station('b', 'waiting')))).toMatchObject({ at: { check: 'b' } })
  expect(panelSummary(panel('down', machine, station('b', 'later')))).toMatchObject({ at: { check: 'a' } })
})
test('確認がそろっても閉じていることがある', () => {
  expect(panelSummary(panel('down', station('a', 'passed')))).toEqual({ kind: 'held' })
})
test('開いた関門と通過した関門', () => {
  expect(panelSummary(panel('up', station('a', 'passed'))).kind).toBe('up')
  expect(panelSummary(panel('passed', station('a', 'passed'))).kind).toBe('passed')
})
