import { z } from 'zod'

/** Lower-case codes, ids and days: `x-pref`, `019a…`, `2026-11-23`. Neither Japanese nor an address fits in. */
const Code = z.string().regex(/^[a-z0-9][a-z0-9_.:-]{0,63}$/)

/**
 * What a notice may carry. Facts stay when the thing they tell of is erased, so they hold nothing that would have to be
 * erased with it.
 */
export const NoticeFacts = z.record(z.string(), z.union([z.number(), z.boolean(), Code]))
export type NoticeFacts = z.infer<typeof NoticeFacts>
