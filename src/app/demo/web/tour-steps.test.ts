import { expect, test } from 'vitest'
import { type TourMail, tourSteps } from './tour-steps.ts'

type State = 'passed' | 'waiting' | 'later'
function mail(states: readonly [State, State, State], custody: string): TourMail {
  const checks = ['self-check', 'approval', 'entruster-approval']
  return {
    variant: 'right',
    mailId: '00000000-0000-7000-8000-000000000001',
    receivedAt: '2026-11-23T03:00:00.000Z',
    subject: '見本',
    custody,
    recipientCount: 1,
    panel: {
      gate: 'outbound-mail.release',
      revisionHash: 'a'.repeat(64),
      bar: 'down',
      reasons: [],
      stations: checks.map((check, n) => ({ check, kind: 'approve', state: states[n]!, people: [], findings: [] })),
    },
  }
}
const states = (...given: Parameters<typeof mail>) => tourSteps(mail(...given)).map(([, state]) => state)

test('ツアーは、次にだれが何をするかを言う', () => {
  expect(states(['waiting', 'later', 'later'], 'held')).toEqual(['now', 'later', 'later', 'later', 'later'])
  expect(states(['passed', 'waiting', 'waiting'], 'held')).toEqual(['done', 'now', 'now', 'later', 'later'])
  expect(states(['passed', 'passed', 'passed'], 'held')).toEqual(['done', 'done', 'done', 'now', 'later'])
  expect(states(['passed', 'passed', 'passed'], 'releasing')).toEqual(['done', 'done', 'done', 'done', 'now'])
  expect(states(['passed', 'passed', 'passed'], 'released')).toEqual(['done', 'done', 'done', 'done', 'done'])
})
