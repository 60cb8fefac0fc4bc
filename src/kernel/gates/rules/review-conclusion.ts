/** What the review of a broken glass comes to. */
export const REVIEW_CONCLUSIONS = ['justified', 'not_justified'] as const
export type ReviewConclusion = (typeof REVIEW_CONCLUSIONS)[number]
