/**
 * Trains the tagger of persons' names and writes its table.
 *   npm run train:names -- --data DIR --enamdict FILE [--tune 1,2] [--rounds 3] [--epochs 5] [--business 6000] [--to FILE]
 * DIR holds pii-ner-{stockmark,gsd}.dev.jsonl and names/*.csv; FILE is /usr/share/edict/enamdict of the Debian package
 * enamdict. The same input gives the same bytes. One sixth of the sentences is held out and never looked at while tuning
 * (`--tune`: other sixths too, and figures are of those).
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deflateRawSync } from 'node:zlib'
import { TEMPLATE_COUNT } from '../../src/engines/pii/names/features.ts'
import { LABEL_COUNT, MAY_FOLLOW } from '../../src/engines/pii/names/labels-of-names.ts'
import { modelBytes, type NameModel, packFeatures, readModel } from '../../src/engines/pii/names/model.ts'
import { makeNameTagger } from '../../src/engines/pii/names/tag-names.ts'
import { buildWordTable } from '../../src/engines/pii/names/word-table.ts'
import { businessTexts } from './business-texts.ts'
import { makeChains } from './chains.ts'
import { type Crf, trainCrf } from './crf.ts'
import { readDictionary, readEnamdict, withNames } from './dictionary.ts'
import { trainGate } from './train-gate.ts'
import { dictionaryTexts } from './dictionary-texts.ts'
import { CORPORA, fold, type LabelledText, readCorpus } from './labelled-texts.ts'
import { replacedNames } from './replaced-names.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    enamdict: { type: 'string' },
    tune: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '5' },
    rate: { type: 'string', default: '0.05' },
    l1: { type: 'string', default: '1e-6' },
    business: { type: 'string', default: '6000' },
    replaced: { type: 'string', default: '2' },
    words: { type: 'string', default: '8000' },
    slots: { type: 'string', default: String(2 ** 19) },
    features: { type: 'string', default: '320000' },
    to: { type: 'string', default: join(import.meta.dirname, '../../src/engines/pii/weights/names.bin') },
  },
})
if (values.data === undefined || values.enamdict === undefined) {
  console.error('npm run train:names -- --data DIR --enamdict FILE (see the head of this script)')
  process.exit(2)
}
const namesFolder = join(values.data, 'names')
const random = seeded(20_240_401)
const dictionary = readDictionary(namesFolder)
const names = readEnamdict(values.enamdict)
const words = buildWordTable(withNames(dictionary, names))
const corpora = CORPORA.map((corpus) => ({ corpus, texts: readCorpus(values.data!, corpus) }))
const tuned = values.tune.split(',').filter((part) => part !== '')
const measured = new Set(tuned.length > 0 ? tuned.map(Number) : [0])
const taught = (id: string) => values.all || (fold(id) !== 0 && !measured.has(fold(id)))
const sentences = corpora.flatMap((corpus) => corpus.texts.filter(({ id }) => taught(id)))
const replacing = seeded(99)
const texts = [
  ...sentences,
  ...Array.from({ length: Number(values.replaced) }, () => replacedNames(sentences, names, replacing)).flat(),
  ...businessTexts(namesFolder, Number(values.business), random),
  ...dictionaryTexts(dictionary, Number(values.words), random),
]
const { ids, chains } = makeChains(texts, words)
console.log(`${dictionary.size} words, ${texts.length} texts, ${ids.size} features`)

const gate = trainGate(texts, words, seeded(7))
const rounds: Crf[] = []
for (let round = 0; round < Number(values.rounds); round++) {
  const model = trainCrf(chains, {
    labelCount: LABEL_COUNT,
    featureCount: ids.size,
    width: TEMPLATE_COUNT,
    rate: Number(values.rate),
    l1: Number(values.l1),
    epochs: Number(values.epochs),
    mayFollow: MAY_FOLLOW,
    random: seeded(round + 1),
    onEpoch: (epoch, logLikelihood) => console.log(`round ${round + 1} epoch ${epoch}: ${logLikelihood.toFixed(0)}`),
  })
  rounds.push(model)
}
const model = pack(rounds)
const bytes = deflateRawSync(modelBytes(model), { level: 9 })
writeFileSync(values.to, bytes)
console.log(`${bytes.length} bytes`)
for (const bias of [0, 0.3])
  for (const { corpus, texts } of corpora)
    measure(
      corpus,
      texts.filter(({ id }) => measured.has(fold(id))),
      bias,
    )

/** The mean of the rounds; the features that weigh most, in bytes. */
function pack(models: readonly Crf[]): NameModel {
  const mean = (of: (model: Crf) => Float32Array) => {
    const sum = new Float32Array(of(models[0]!).length)
    for (const one of models) of(one).forEach((value, k) => (sum[k]! += value / models.length))
    return sum
  }
  const weights = mean((one) => one.weights)
  const weight = (id: number) => {
    let most = 0
    for (let k = id * LABEL_COUNT; k < (id + 1) * LABEL_COUNT; k++)
      most = Math.max(most, Math.abs(weights[k]! - weights[id * LABEL_COUNT]!))
    return most
  }
  const heaviest = [...ids]
    .map(([hash, id]) => ({ hash, id, weight: weight(id) }))
    .filter(({ weight: w }) => w > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, Number(values.features))
  const scale = heaviest[Math.floor(heaviest.length / 1000)]!.weight / 127
  const features = heaviest.map(({ hash, id }) => ({
    hash,
    weights: weights.subarray(id * LABEL_COUNT, (id + 1) * LABEL_COUNT),
  }))
  const { slots, kept } = packFeatures(features, Number(values.slots), scale)
  console.log(`${kept} of ${heaviest.length} features kept, the lightest weighs ${heaviest.at(-1)!.weight.toFixed(3)}`)
  return { words, slots, scale, transitions: mean((one) => one.transitions), gate }
}

/** Exact spans of persons, by the table as it is shipped. */
function measure(corpus: string, sentences: readonly LabelledText[], bias: number) {
  const tag = makeNameTagger(readModel(bytes), bias)
  let [hit, found, gold] = [0, 0, 0]
  for (const { text, ents } of sentences) {
    const spans = tag(text)
    const keys = new Set(spans.map(({ start, end }) => `${start}:${end}`))
    const persons = ents.filter(({ isPerson }) => isPerson)
    hit += persons.filter(({ s, e }) => keys.has(`${s}:${e}`)).length
    found += spans.length
    gold += persons.length
  }
  const percent = (value: number) => (100 * value).toFixed(1)
  console.log(
    `${measured.has(0) ? 'held out' : 'tuning'} bias ${bias} ${corpus}: P ${percent(hit / found)} R ${percent(hit / gold)} F1 ${percent((2 * hit) / (found + gold))} (${gold} persons)`,
  )
}

/** A small generator of random numbers, the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
