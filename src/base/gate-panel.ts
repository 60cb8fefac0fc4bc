import { z } from 'zod'

/**
 * What the gate panel shows of any gate: the road from left to right, a station for each check, the bar at the end.
 * The server computes it; every screen draws it with the same component.
 */
export const StationState = z.enum(['passed', 'waiting', 'stopped', 'waived', 'later'])
export type StationState = z.infer<typeof StationState>

export const Finding = z.object({
  /** What a person ticks it by; the same finding keeps it when the machine runs again. */
  id: z.string().optional(),
  /** Which rule found it; its words are looked up by this code. */
  rule: z.string(),
  severity: z.enum(['notice', 'warning', 'stop']),
  /** What the words name: domains, counts, file names. Shown only to those who may see the subject; never logged. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Finding = z.infer<typeof Finding>

export const Station = z.object({
  check: z.string(),
  kind: z.enum(['machine', 'attest', 'approve', 'sample', 'document']),
  state: StationState,
  verdict: z.enum(['pass', 'findings', 'unread', 'fail']).optional(),
  /** Who decided (`decidedAt`), or who is asked to; display names. */
  people: z.array(
    z.object({
      name: z.string(),
      actingFor: z.string().optional(),
      decidedAt: z.iso.datetime().optional(),
      /** Where several are needed: what this one wrote. The station's comment is that of the last. */
      comment: z.string().optional(),
    }),
  ),
  /** How many different persons must pass it, where it is more than one. */
  needed: z.int().optional(),
  /** When the people were told that it waits: the first time, and when those above them were told as well. */
  nudges: z.array(z.object({ nudge: z.enum(['reminder', 'escalation']), at: z.iso.datetime() })).optional(),
  at: z.iso.datetime().optional(),
  comment: z.string().optional(),
  findings: z.array(Finding),
})
export type Station = z.infer<typeof Station>

export const GatePanel = z.object({
  gate: z.string(),
  revisionHash: z.string(),
  stations: z.array(Station),
  bar: z.enum(['down', 'up', 'passed']),
  /** Why the bar is down, as codes of the phrase book. */
  reasons: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) })),
})
export type GatePanel = z.infer<typeof GatePanel>
