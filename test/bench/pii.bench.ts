/**
 * Speed of the text detector beside its peers, in one process and in turns:
 *   npm run bench:pii [-- --data DIR]
 * The text is made here; with --data it is the labelled business texts and sentences of that folder.
 * - the pattern pass against twenty JS regular expressions over the same normalised text
 * - the whole detection, names and all, against kuromoji's tokenizer alone
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { detectText } from '../../src/engines/pii/index.ts'
import { scanPatterns } from '../../src/engines/pii/patterns.ts'
import { normalise } from '../../src/engines/pii/text/normalise.ts'
import { loadKuromoji } from '../eval/kuromoji-names.ts'
import { TWENTY } from './twenty-patterns.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const ROUNDS = 5
/** Processor seconds a round lasts at least: a few milliseconds would measure the compiler, not the code. */
const ROUND_SECONDS = 0.3

const made = Array.from(
  { length: 400 },
  (_, i) => `お世話になっております。第${i}営業部の田中です。先日ご相談した件につきまして、資料を添付いたします。
ご確認のうえ、${(i % 28) + 1}日までにご返信をお願いいたします。会議は本社ビルの会議室で行います。
山田 太郎様(電話 03-1234-${1000 + i})、佐藤花子様(taro${i}@example.co.jp)にも共有しております。
なお、見積書の金額は${i * 1000}円、納期は翌月末を予定しております。どうぞよろしくお願い申し上げます。`,
)
const load = (file: string) => {
  const path = join(values.data ?? '', file)
  if (values.data === undefined || !existsSync(path)) return undefined
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text)
}
const sets: Record<string, string[]> = {
  'made here': made,
  ...(values.data !== undefined && {
    'business texts': load('pii-biz-text.dev.jsonl')!,
    'encyclopaedia (stockmark)': load('pii-ner-stockmark.dev.jsonl')!,
  }),
}

const tokenizer = await loadKuromoji()

for (const [name, texts] of Object.entries(sets)) {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const normal = texts.map((text) => normalise(text).text)
  const whole = normal.join('\n')
  const contenders = {
    'twenty regular expressions': () => TWENTY.forEach((pattern) => [...whole.matchAll(pattern)].length),
    'pattern pass': () => scanPatterns(whole).length,
    'kuromoji alone': () => texts.forEach((text) => tokenizer.tokenize(text)),
    'whole detection': () => texts.forEach((text) => detectText(text)),
  }
  const speed = Object.fromEntries(Object.keys(contenders).map((one) => [one, [] as number[]]))
  for (let round = -1; round < ROUNDS; round++)
    for (const [one, run] of Object.entries(contenders)) {
      const before = process.cpuUsage()
      let [passes, seconds] = [0, 0]
      for (; seconds < ROUND_SECONDS; passes++) {
        run()
        const { user, system } = process.cpuUsage(before)
        seconds = (user + system) / 1e6
      }
      if (round >= 0) speed[one]!.push((passes * megabytes) / seconds)
    }
  const median = (one: string) => speed[one]!.toSorted((a, b) => a - b)[ROUNDS >> 1]!
  console.log(`\n${name}, ${megabytes.toFixed(2)} MB of UTF-8, megabytes a CPU second, median of ${ROUNDS}`)
  for (const one of Object.keys(contenders)) console.log(`  ${one.padEnd(28)} ${median(one).toFixed(2)}`)
  console.log(
    `  pattern pass / twenty regular expressions  ${(median('pattern pass') / median('twenty regular expressions')).toFixed(2)} (goal 2)`,
  )
  console.log(
    `  whole detection / kuromoji alone           ${(median('whole detection') / median('kuromoji alone')).toFixed(2)} (goal 10)`,
  )
}
