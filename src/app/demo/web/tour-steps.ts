import type { OutputOf } from '../../../base/endpoint.ts'
import type { showCaseA } from '../contract.ts'

export type TourMail = OutputOf<typeof showCaseA>['mails'][number]

export const TOUR_STEPS = ['self-check', 'approval', 'entruster-approval', 'leave', 'arrive'] as const
export type TourStep = (typeof TOUR_STEPS)[number]
export type StepState = 'done' | 'now' | 'later'

/** How far the right mail has come. Two may be next at once: both approvals wait after the self-check. */
export function tourSteps(mail: TourMail): readonly (readonly [step: TourStep, state: StepState])[] {
  const stationOf = (check: string) => mail.panel?.stations.find((station) => station.check === check)
  const isGone = mail.custody === 'releasing' || mail.custody === 'released'
  const signed = TOUR_STEPS.slice(0, 3).map((step): readonly [TourStep, StepState] => {
    const state = stationOf(step)?.state
    return [step, state === 'passed' || state === 'waived' ? 'done' : state === 'waiting' ? 'now' : 'later']
  })
  const isAllSigned = signed.every(([, state]) => state === 'done')
  return [
    ...signed,
    ['leave', isGone ? 'done' : isAllSigned ? 'now' : 'later'],
    ['arrive', mail.custody === 'released' ? 'done' : isGone ? 'now' : 'later'],
  ]
}
