import { gateFindingWords, gateWords } from '../words.ts'

/** What screens of any gate say beside the module's own words: why the bar is down, and what happened. */
export const gateReasonWords = gateWords.reasons
export const reviewConclusionWords = gateWords.reviewConclusions
export const gateEventWords = gateWords.events
export const kernelFindingWords = gateFindingWords
