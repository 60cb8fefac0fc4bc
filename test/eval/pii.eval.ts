/**
 * Accuracy of the text detector beside its peers, in one run:
 *   npm run eval:pii -- --data DIR [--misses]
 * DIR holds pii-ner-{stockmark,gsd}.dev.jsonl and pii-biz-{text,sheets,hardsheets}.dev.jsonl. Of the sentences only those are measured that
 * the tagger never saw. Without --data the texts written by hand are measured alone.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { OpenRedaction } from 'openredaction'
import { CORPORA, isHeldOut } from '../../scripts/train-names/labelled-texts.ts'
import { detectText } from '../../src/engines/pii/index.ts'
import { type BusinessText, f1, overlapF1, scoreBusiness, type Span, type TypeScore } from './business.ts'
import { furtherTexts } from './further-texts.ts'
import { handWritten } from './hand-written.ts'
import { kuromojiNames, loadKuromoji } from './kuromoji-names.ts'
import { reportSheets } from './report-sheets.ts'
import { thirdTexts } from './third-texts.ts'
import { unseenTexts } from './unseen-texts.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, misses: { type: 'boolean', default: false } } })
const say = (line: string) => void process.stdout.write(`${line}\n`)
const percent = (value: number) => (100 * value).toFixed(1)
const tokenizer = await loadKuromoji()
const redaction = new OpenRedaction()
const ours = (text: string): Span[] => detectText(text)

if (values.data === undefined) say('skipped for want of --data DIR: stockmark, GSD and the business texts')
else {
  say('names, exact spans, held-out sentences')
  for (const corpus of CORPORA) {
    const texts = read(`pii-ner-${corpus}.dev.jsonl`)
      .filter(({ id }) => isHeldOut(id))
      .map(({ id, text, ents }) => ({
        id,
        text,
        ents: ents
          .filter((ent) => (ent as { person?: boolean }).person)
          .map((ent) => ({ ...ent, type: 'PERSON' as const })),
      }))
    const persons = (spans: readonly Span[]) => spans.filter(({ type }) => type === 'PERSON')
    names(corpus, 'ours', scoreBusiness(texts, (text) => persons(ours(text))).micro)
    names(corpus, 'kuromoji', scoreBusiness(texts, (text) => kuromojiNames(tokenizer, text)).micro)
  }
  await report('business texts', read('pii-biz-text.dev.jsonl'))
}
await report('written by hand', handWritten)
await report('offices, schools, clinics, town halls', unseenTexts)
await report('the same, further ones', furtherTexts)
await report('mails, minutes, forms, chats', thirdTexts)
reportSheets(values.data, values.misses, say)
say('redact-pii is not measured: it brings the SDK of a cloud with it, and is not installed')

async function report(title: string, texts: readonly BusinessText[]) {
  const score = scoreBusiness(texts, ours)
  const { micro, byType, falseCount } = score
  say(`\n${title}: ${texts.length} texts, ${micro.gold} spans`)
  say('type        precision recall  F1     (exact spans)')
  for (const [type, one] of [...byType].sort(([a], [b]) => (a < b ? -1 : 1)))
    say(
      `${type.padEnd(11)} ${percent(one.hit / Math.max(1, one.found)).padStart(8)} ${percent(one.hit / Math.max(1, one.gold)).padStart(6)} ${percent(f1(one.hit, one.found, one.gold)).padStart(6)}  ${one.gold}`,
    )
  const care = { hit: 0, found: 0, gold: 0 }
  for (const [type, one] of byType)
    if (type.startsWith('SC_')) for (const key of ['hit', 'found', 'gold'] as const) care[key] += one[key]
  say(`micro F1 ${percent(f1(micro.hit, micro.found, micro.gold))} (goal 92)`)
  say(`PERSON overlap F1 ${percent(overlapF1(byType.get('PERSON')!))} (goal 96)`)
  say(
    `special care: recall ${percent(care.hit / care.gold)} (goal 90), precision ${percent(care.hit / care.found)} (goal 85)`,
  )
  say(`false findings ${falseCount} of ${micro.found} (goal 3 %)`)
  const byWords = scoreBusiness(texts, (text) => kuromojiNames(tokenizer, text)).byType.get('PERSON')!
  say(
    `kuromoji: PERSON exact F1 ${percent(f1(byWords.hit, byWords.found, byWords.gold))}, overlap F1 ${percent(overlapF1(byWords))}`,
  )
  const others = await redactions(texts)
  const touching = scoreBusiness(texts, (text) => others.get(text)!)
  const covered = texts.flatMap(({ text, ents }) =>
    ents.map((ent) => others.get(text)!.some((span) => span.start < ent.e && ent.s < span.end)),
  )
  say(
    `openredaction, whatever it calls them: touches ${covered.filter(Boolean).length} of ${micro.gold} spans; false findings ${touching.falseCount} of ${touching.micro.found}`,
  )
  if (values.misses) for (const miss of score.misses) say(`  ${miss}`)
}

/** Its types are others: only places are compared. */
async function redactions(texts: readonly BusinessText[]): Promise<Map<string, Span[]>> {
  const out = new Map<string, Span[]>()
  for (const { text } of texts) {
    const { detections } = await redaction.detect(text)
    out.set(
      text,
      detections.map(({ type, position: [start, end] }) => ({ type, start, end })),
    )
  }
  return out
}

function names(corpus: string, who: string, { hit, found, gold }: TypeScore) {
  say(
    `  ${corpus.padEnd(10)} ${who.padEnd(9)} P ${percent(hit / found)} R ${percent(hit / gold)} F1 ${percent(f1(hit, found, gold))} (${gold})`,
  )
}

function read(file: string): BusinessText[] {
  return readFileSync(join(values.data!, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BusinessText)
}
