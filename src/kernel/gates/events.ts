import { z } from 'zod'
import { OUTCOMES, GATE_ENDS, VERDICTS } from './rules/gate-facts.ts'
import { REVIEW_CONCLUSIONS } from './rules/review-conclusion.ts'
import { defineEvents } from '../ledger/index.ts'

const gate = z.string()
const revision = z.number().int()
const revisionHash = z.string()

/** What the ledger keeps of every gate. The subject of these events is the gate's subject, so they stand on its timeline. */
export const gateEvents = defineEvents('gate', {
  opened: { gate, version: z.number().int(), revisionHash, checkCount: z.number().int() },
  revised: { gate, revision, revisionHash },
  verdict_recorded: {
    gate,
    revision,
    check: z.string(),
    verdict: z.enum(VERDICTS),
    findingCount: z.number().int(),
    engine: z.string(),
  },
  sample_drawn: {
    gate,
    revision,
    check: z.string(),
    populationHash: z.string(),
    populationSize: z.number().int(),
    sampleSize: z.number().int(),
  },
  decided: {
    gate,
    revision,
    revisionHash,
    check: z.string(),
    outcome: z.enum(OUTCOMES),
    role: z.string(),
    unitId: z.string(),
    actingForId: z.string().optional(),
    tickedCount: z.number().int(),
    secondsInView: z.number().int().optional(),
  },
  permit_issued: {
    gate,
    revision,
    revisionHash,
    permitId: z.string(),
    effect: z.string(),
    recipientCount: z.number().int(),
    breakGlassId: z.string().optional(),
  },
  permit_consumed: {
    gate,
    revisionHash,
    permitId: z.string(),
    effect: z.string(),
    breakGlassId: z.string().optional(),
  },
  glass_opened: { gate, revision, revisionHash, breakGlassId: z.string(), expiresAt: z.string() },
  glass_confirmed: { gate, revision, revisionHash, breakGlassId: z.string() },
  glass_reviewed: { gate, breakGlassId: z.string(), conclusion: z.enum(REVIEW_CONCLUSIONS) },
  /** A check has waited too long: those who are asked hear of it again, or those above them as well. */
  reminded: { gate, revision, check: z.string(), toldCount: z.number().int() },
  escalated: { gate, revision, check: z.string(), toldCount: z.number().int() },
  ended: { gate, how: z.enum(GATE_ENDS) },
  erased: { gate },
})

/** `outbound-mail.release` decides on an `outbound_mail`. */
export const subjectOf = (gate: string, subjectId: string) => ({
  kind: gate.split('.')[0]!.replaceAll('-', '_'),
  id: subjectId,
})
