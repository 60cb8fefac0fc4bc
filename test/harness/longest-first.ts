import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, in that order: started last, one of them would run alone at the end beside an idle core. */
export const LONGEST = ['test/scenarios/start.test.ts', 'test/scenarios/case-a.browser.test.ts']

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
