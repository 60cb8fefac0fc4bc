import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'

const Nudging = z.object({
  /** Business time: at least 15 minutes, at most one day of 9 hours; the escalation at most two days, and after it. */
  reminderAfterMinutes: z.int().min(15).max(540),
  escalationAfterMinutes: z.int().min(30).max(1080),
  version: z.int().min(0),
})

export const readPrintNudging = endpoint({
  method: 'GET',
  path: '/api/print-checks/settings/nudging',
  right: 'print-checks:oversee',
  input: z.object({}),
  output: Nudging,
  refuses: [],
  summary: 'After which business time a check of a print job that waits is said again, and to those above.',
})

export const changePrintNudging = endpoint({
  method: 'POST',
  path: '/api/print-checks/settings/change-nudging',
  right: 'print-checks:oversee',
  input: Nudging,
  output: Nudging,
  refuses: ['stale_version', 'bad_input'],
  summary: 'Changes after which business time a check of a print job that waits is said again, and to those above.',
})
