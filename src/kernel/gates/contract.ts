import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../sheets/contract.ts'
import { HABIT_PERIODS } from './rules/habit-period.ts'
import type { ReviewConclusion } from './rules/review-conclusion.ts'

export { HABIT_PERIODS, type HabitPeriod } from './rules/habit-period.ts'
export { FEWEST_FOR_SHARE, QUICK_SECONDS } from './rules/shown-shares.ts'

const Period = z.enum(HABIT_PERIODS).default('last_90_days')
const Count = z.int()
/** 0 to 1; absent where there are too few decisions to tell. */
const Share = z.number().min(0).max(1).optional()
const CONCLUSIONS = ['justified', 'not_justified'] as const satisfies readonly ReviewConclusion[]

const Habits = z.object({
  decisionCount: Count,
  passCount: Count,
  passShare: Share,
  /** Passed although the machine had findings: each was ticked. */
  passWithFindingsCount: Count,
  /** For how many the time in view was measured. */
  measuredCount: Count,
  medianSecondsInView: z.number().optional(),
  /** Decided within a few seconds, of the measured. */
  quickCount: Count,
  quickShare: Share,
})

export const HabitLine = Habits.extend({ personId: z.uuid(), name: z.string() })
export type HabitLine = z.infer<typeof HabitLine>

export const readGateHabits = endpoint({
  method: 'GET',
  path: '/api/gates/habits/summary',
  right: 'gates:oversee',
  input: z.object({ period: Period }),
  output: Habits.extend({
    firstOn: z.iso.date(),
    lastOn: z.iso.date(),
    approverCount: Count,
    glass: z.object({
      openedCount: Count,
      confirmedCount: Count,
      passedCount: Count,
      reviewedCount: Count,
      notJustifiedCount: Count,
    }),
  }),
  refuses: [],
  summary: 'How approvals were made in a period: time taken, share passed, emergency releases and their reviews.',
})

export const listGateHabits = endpoint({
  method: 'GET',
  path: '/api/gates/habits',
  right: 'gates:oversee',
  input: PageRequest.extend({ period: Period }),
  output: pageOf(HabitLine),
  refuses: ['bad_input'],
  summary: 'The same, approver by approver; whoever decided most comes first.',
})

export const exportGateHabits = exportOf(listGateHabits)

export const GlassLine = z.object({
  id: z.uuid(),
  openedAt: z.iso.datetime(),
  openerName: z.string(),
  confirmedAt: z.iso.datetime().optional(),
  confirmerName: z.string().optional(),
  passedAt: z.iso.datetime().optional(),
  reviewedAt: z.iso.datetime().optional(),
  reviewerName: z.string().optional(),
  conclusion: z.enum(CONCLUSIONS).optional(),
})
export type GlassLine = z.infer<typeof GlassLine>

export const listBrokenGlass = endpoint({
  method: 'GET',
  path: '/api/gates/broken-glass',
  right: 'gates:oversee',
  input: PageRequest.extend({ period: Period }),
  output: pageOf(GlassLine),
  refuses: ['bad_input'],
  summary: 'The emergency releases of a period and their reviews; the newest first.',
})

export const exportBrokenGlass = exportOf(listBrokenGlass)
