import type { Word } from '../../../base/words.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { CannotVerify, cannotVerifyText } from '../../../engines/print-match/index.ts'
import type { MachineVerdict } from '../../../kernel/gates/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { type Chain, currentRun, scansOfLot } from './load-chain.ts'
import type { PrintRunKind, PrintStage } from '../print-states.ts'
import { isLotCurrent } from './passages.ts'
import { judgeClient } from '../rules/judge-client.ts'
import { judgeDifferences } from '../rules/judge-differences.ts'
import { judgeLot } from '../rules/judge-lot.ts'
import { type Judged, judgeRun } from '../rules/judge-run.ts'
import { reasonsOf } from '../lots/lot-reasons.ts'
import { replacedLots } from '../lots/replaced-lots.ts'
import { type StoredResult, resultOf } from './stored-result.ts'

/** What speaks at the gates for the chain itself. */
export const PRINT_CHECKS_ENGINE = 'print-checks@1'

/** What the machines say of a stage now. A check of which nothing can be said yet has no verdict. */
export async function judgeStage(
  tx: Tx,
  vault: Vault,
  chain: Chain,
  stage: PrintStage,
  hasEarlierPassed: boolean,
): Promise<MachineVerdict[]> {
  const said: [check: string, judged: Judged | undefined][] = []
  if (stage !== 'settings')
    said.push(['earlier-passed', hasEarlierPassed ? { verdict: 'pass', findings: [] } : undefined])
  if (stage === 'settings')
    said.push(
      ['test-data-verified', await judgedRun(tx, vault, chain, 'test')],
      ['settings-compared', judgeDifferences(chain.differences)],
    )
  if (stage === 'proof')
    said.push(
      ['proof-verified', await judgedRun(tx, vault, chain, 'proof')],
      ['client-signed-off', judgeClient(chain.signOffs)],
    )
  if (stage === 'production') said.push(['full-match', await judgedRun(tx, vault, chain, 'production')])
  if (stage === 'delivery') said.push(['lot-matches', await judgedLot(tx, vault, chain)])
  return said.flatMap(([check, judged]) => (judged ? [{ check, ...judged, engine: PRINT_CHECKS_ENGINE }] : []))
}

async function judgedRun(tx: Tx, vault: Vault, chain: Chain, kind: PrintRunKind): Promise<Judged | undefined> {
  const run = currentRun(chain, kind)
  if (!run) return undefined
  const result = run.outcome === 'right' ? undefined : await resultOf(tx, vault, run)
  return judgeRun({
    state: run.state,
    outcome: run.outcome,
    sheetCount: run.sheet_count,
    mismatchCount: run.mismatch_count,
    lacks: run.lacks,
    diagnosis: result?.diagnosis ?? [],
    cannot: cannotWords(result),
  })
}

/** Why it could not be verified, in the sentence that names page, row or field. */
export function cannotWords(result: StoredResult | undefined): Word | undefined {
  if (!result?.cannot) return undefined
  const cannot = new CannotVerify(result.cannot.reason, result.cannot.facts)
  return { ja: cannotVerifyText(cannot, 'ja'), en: cannotVerifyText(cannot, 'en') }
}

async function judgedLot(tx: Tx, vault: Vault, chain: Chain): Promise<Judged | undefined> {
  const { lot } = chain
  if (!lot) return undefined
  const scan = scansOfLot(chain).length === 0 ? undefined : { judged: await judgedRun(tx, vault, chain, 'scan') }
  const entries = lot.entries.map(({ item, page, matches }) => ({ item, page, matches }))
  const stopped = lot.stopped.filter(({ number }) => number < lot.lot.number)
  const isStopped = new Set(stopped.map(({ number }) => number))
  const replaced = (await replacedLots(tx, chain.job.id)).filter(({ number }) => !isStopped.has(number))
  const ids = [...stopped.map(({ doneId }) => doneId), ...replaced.map(({ reasonId }) => reasonId)]
  const textOf = await reasonsOf(tx, vault, ids)
  const judged = judgeLot({
    entries,
    scan,
    isStopped: lot.isStopped,
    stoppedBefore: stopped.map(({ number, cause, doneId }) => ({ number, cause, done: textOf(doneId) })),
    replaced: replaced.map(({ reasonId, ...one }) => ({ ...one, reason: textOf(reasonId) })),
  })
  // What was opened of the paper of another PDF says nothing of this one, but what was wrong.
  return judged?.verdict === 'fail' || (await isLotCurrent(tx, chain)) ? judged : undefined
}
