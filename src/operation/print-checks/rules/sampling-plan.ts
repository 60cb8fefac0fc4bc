/** What is found of a lot with acceptance number 0, unless 自社 asks for another: a share of 2 % with 95 %. */
export const USUAL_PLAN = { badShare: 0.02, confidence: 0.95 } as const
/** No plan is weaker than this. */
export const WEAKEST_PLAN = { badShare: 0.05, confidence: 0.9 } as const
