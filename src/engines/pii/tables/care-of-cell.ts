import type { PiiType, SpecialCareClass } from '../finding.ts'
import { scanPatterns } from '../patterns.ts'
import { scored } from '../resolve.ts'

/** Says that there is nothing, or is only a mark of a scale. */
const NOTHING =
  /^(?:異常(?:なし|無し?|を認めず|認めず|ありません)?|(?:特に|特記事項)?(?:なし|無し?|ない|ありません)|特になし|正常(?:範囲)?|問題なし|該当(?:なし|無し?|せず)|無|否|健康|良好|未受診|未実施|未|済|不明|-+|―|ー|―+|…|×|○|◯|[A-E]|[ABCDE]\d?|[0-9]+|N\/?A|none|no|normal|ok)$/i

/** What of special care a cell tells of the person of its row; undefined where it tells nothing. `text` in normal form. */
export function careOfCell(
  text: string,
  promised?: PiiType,
): { readonly type: PiiType; readonly class?: SpecialCareClass } | undefined {
  if (text === '' || NOTHING.test(text)) return undefined
  const word = scanPatterns(text)
    .map(scored)
    .filter(({ type, score }) => type.startsWith('SC_') && score > 0)
    .sort((a, b) => b.score - a.score)[0]
  if (word) return { type: word.type, ...(word.class && { class: word.class }) }
  return promised ? { type: promised } : undefined
}
