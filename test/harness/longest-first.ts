import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, in that order: started last, one of them would run alone at the end beside an idle core. */
export const LONGEST = [
  'test/scenarios/start.test.ts',
  'test/scenarios/case-b.browser.test.ts',
  'test/scenarios/case-a.browser.test.ts',
  'test/scenarios/emergency-and-guest.browser.test.ts',
  'test/scenarios/kill-under-load.test.ts',
  'src/kernel/jobs/jobs.test.ts',
  'src/engines/print-match/real-rounds.test.ts',
  'test/browser/screens.test.ts',
  'test/browser/vendors.test.ts',
  'test/browser/print-jobs.test.ts',
  'test/browser/print-results.test.ts',
  'src/engines/print-match/real-pdfs.test.ts',
  'src/operation/outbound-mail/release/killed-while-releasing.test.ts',
  'test/scenarios/print-lots.test.ts',
  'test/scenarios/own-postgres.test.ts',
  'src/app/backup/backup.test.ts',
  'src/app/cli/print.test.ts',
  'src/app/demo/case-b/load-case-b.test.ts',
  'src/engines/print-match/paper-text.test.ts',
  'test/scenarios/mail-path.test.ts',
  'test/browser/mail.test.ts',
  'test/browser/sending-rules.test.ts',
  'src/kernel/jobs/take-jobs.test.ts',
  'src/operation/outbound-mail/smtp/killed-while-accepting.test.ts',
]

/** The longest files first, then as vitest does it: by what a run before took, or by size where there was none. */
// A class, because vitest asks for one.
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(relative(this.ctx.config.root, moduleId))
      return at === -1 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}
