/** So many lines are sought in all of a text; whoever misses more of them reads another text. */
const MOST_SOUGHT = 50
const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/
const plain = (text: string) => text.replace(/\s+/g, '')

/**
 * Japanese lines of one text that stand nowhere in another, spaces and the ends of its lines aside. Both go side by side, so
 * that each line is sought from where the one before was found; when many are missing, those behind them count as missing
 * too, unless they are lines there as well.
 */
export function linesMissing(text: string, from: string): string[] {
  const lines = new Set(from.split('\n').map(plain))
  const whole = plain(from)
  const missing: string[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const sought = JAPANESE.test(line) ? plain(line) : ''
    if (sought === '' || lines.has(sought)) continue
    const isSought = missing.length < MOST_SOUGHT
    const ahead = isSought ? whole.indexOf(sought, at) : -1
    const found = ahead < 0 && isSought ? whole.lastIndexOf(sought, at) : ahead
    if (found < 0) missing.push(line)
    else at = found
  }
  return missing
}
