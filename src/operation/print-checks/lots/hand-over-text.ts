import type { Tx } from '../../../kernel/db/database.ts'
import { gatePanel } from '../../../kernel/gates/index.ts'
import { STAGE_GATES } from '../gate.ts'
import { currentRun, type Chain } from '../stages/load-chain.ts'
import { PRINT_STAGES, PRINT_SLOTS } from '../print-states.ts'
import { printCheckWords, printSlotWords, printStageWords } from '../words.ts'

const jst = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Tokyo' })

/**
 * The hand-over document (納品書) as plain text, so that its hash can be checked by anybody with any program: what was
 * printed, the hashes of what it was printed from, what the machine counted, what was opened, and who let it pass.
 */
export async function handOverText(
  tx: Tx,
  chain: Chain,
  made: { readonly number: number; readonly permitId: string; readonly at: Date },
): Promise<string> {
  const { job, files, lot } = chain
  const names = await tx
    .selectFrom('engagement as e')
    .innerJoin('organisation as o', 'o.org_id', 'e.org_id')
    .innerJoin('party as p', (join) => join.onRef('p.org_id', '=', 'e.org_id').on('p.id', '=', job.printer_id))
    .where('e.id', '=', job.engagement_id)
    .select(['e.name as engagement', 'o.name as organisation', 'p.name as printer'])
    .executeTakeFirstOrThrow()
  const run = currentRun(chain, 'production')
  const lines = [
    '納品書',
    '',
    `印刷案件: ${job.title} (第${made.number}号)`,
    `案件: ${names.engagement}`,
    `委託元: ${names.organisation}`,
    `印刷: ${names.printer}`,
    `納品許可: ${jst.format(made.at)} 通行許可 ${made.permitId}`,
    '',
    '■ 照合したもの (SHA-256)',
    ...PRINT_SLOTS.flatMap((slot) => files[slot].map((file) => `${printSlotWords[slot].ja}: ${file.sha256}`)),
    '',
    '■ 全件照合',
    `用紙 ${run?.sheet_count ?? 0}枚、宛先 ${run?.record_count ?? 0}件、子 ${run?.child_count ?? 0}人、不一致 ${run?.mismatch_count ?? 0}件、確認できず ${run?.unverified_count ?? 0}枚`,
    '',
    '■ 抜き取り開封 (合格判定数 0)',
    `ロット第${lot?.lot.number ?? 0}号 ${lot?.lot.item_count ?? 0}件のうち${lot?.items.length ?? 0}件を開封、不一致 ${lot?.entries.filter(({ matches }) => !matches).length ?? 0}件`,
    `このロットより前に止めたロット ${lot?.stopped.filter(({ number }) => number < lot.lot.number).length ?? 0}件`,
    `抽選の種 ${lot?.sample.seed ?? '-'}`,
    `母集団 ${lot?.lot.population_hash ?? '-'}`,
  ]
  for (const stage of PRINT_STAGES) {
    const panel = await gatePanel(tx, STAGE_GATES[stage], job.id)
    lines.push('', `■ ${printStageWords[stage].ja} (版 ${panel.revisionHash})`)
    for (const { check, people, at, state } of panel.stations) {
      if (state === 'waived') continue
      const word = printCheckWords[check as keyof typeof printCheckWords]?.ja ?? check
      const who = people.filter(({ decidedAt }) => decidedAt).map(({ name }) => name)
      lines.push(`${word}: ${who.length > 0 ? who.join('、') : '機械'}${at ? ` ${jst.format(new Date(at))}` : ''}`)
    }
  }
  return `${lines.map(inOneLine).join('\r\n')}\r\n`
}

/** What somebody named stays in its line. */
const inOneLine = (line: string) => line.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
