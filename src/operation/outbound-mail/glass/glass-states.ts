import type { GlassAct, ReviewConclusion } from '../../../kernel/gates/index.ts'

/** The steps of an emergency release, as the gate kernel has them: asked by one, confirmed by another, reviewed by a third. */
export const GLASS_ACTS = ['open', 'confirm', 'review'] as const satisfies readonly GlassAct[]
export const REVIEW_CONCLUSIONS = ['justified', 'not_justified'] as const satisfies readonly ReviewConclusion[]

/** How a listed mail is marked: one person has asked, or two have broken the glass. */
export const GLASS_MARKS = ['asked', 'broken'] as const
export type GlassMark = (typeof GLASS_MARKS)[number]

/** The longest time for which a broken glass lets a mail pass. The gate kernel holds it as well. */
export const GLASS_HOURS_MAX = 24
