/**
 * 抜取検査: how many items of a printed lot are opened, and which. The acceptance number is 0 always: a print for the wrong
 * person is a critical defect. Pure computing; the seed is given.
 */
export { codeLetter, INSPECTION_LEVELS, type InspectionLevel, sizeOf } from './code-letters.ts'
export { drawSample } from './draw-sample.ts'
export {
  MANDATORY_REASONS,
  mandatoryItems,
  type MandatoryItem,
  type MandatoryReason,
  type SampleItem,
} from './mandatory-items.ts'
export { type Aql, AQLS, type SinglePlan, singlePlan } from './single-plan.ts'
export { detectionChance, sampleSizeFor } from './zero-acceptance.ts'
