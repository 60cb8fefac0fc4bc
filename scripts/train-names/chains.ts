import { featuresAt, PAD, TEMPLATE_COUNT } from '../../src/engines/pii/names/features.ts'
import { NameLabel } from '../../src/engines/pii/names/labels-of-names.ts'
import type { WordTable } from '../../src/engines/pii/names/word-table.ts'
import type { Chain } from './crf.ts'
import type { LabelledText } from './labelled-texts.ts'
import { featuresSight } from './sights.ts'

/** Feature hashes met twice or more, numbered; what occurs once teaches nothing of another text. */
export interface FeatureIds {
  readonly ids: ReadonlyMap<number, number>
  readonly chains: readonly Chain[]
}

/** Every run of places where a name may stand becomes one chain. */
export function makeChains(texts: readonly LabelledText[], words: WordTable, leastCount = 2): FeatureIds {
  const raw: Chain[] = []
  const counts = new Map<number, number>()
  const row = new Int32Array(TEMPLATE_COUNT)
  for (const labelled of texts) {
    const { text, ents } = labelled
    const sight = featuresSight(labelled, words)
    const labels = labelsOf(text, ents)
    for (let from = 0; from < text.length; from++) {
      if (!sight.isActive[from + PAD]) continue
      let end = from
      while (end < text.length && sight.isActive[end + PAD]) end++
      const features = new Int32Array((end - from) * TEMPLATE_COUNT)
      for (let i = from; i < end; i++) {
        featuresAt(sight, i, row)
        features.set(row, (i - from) * TEMPLATE_COUNT)
        for (const hash of row) counts.set(hash, (counts.get(hash) ?? 0) + 1)
      }
      raw.push({ features, labels: withoutCutNames(labels.slice(from, end)) })
      from = end
    }
  }
  const ids = new Map<number, number>()
  for (const [hash, count] of counts) if (count >= leastCount) ids.set(hash, ids.size)
  for (const { features } of raw) for (let k = 0; k < features.length; k++) features[k] = ids.get(features[k]!) ?? -1
  return { ids, chains: raw }
}

function labelsOf(text: string, ents: LabelledText['ents']): Uint8Array {
  const labels = new Uint8Array(text.length)
  for (const { s, e, isPerson } of ents) {
    if (!isPerson) labels.fill(NameLabel.otherInside, s, e)[s] = NameLabel.otherBegin
    else if (e - s === 1) labels[s] = NameLabel.single
    else {
      labels.fill(NameLabel.inside, s, e)[s] = NameLabel.begin
      labels[e - 1] = NameLabel.end
    }
  }
  return labels
}

/** A name that reaches out of its run can't be found whole: it counts as none. */
function withoutCutNames(labels: Uint8Array): Uint8Array {
  for (let i = 0; i < labels.length && (labels[i] === NameLabel.inside || labels[i] === NameLabel.end); i++) {
    const isLast = labels[i] === NameLabel.end
    labels[i] = NameLabel.outside
    if (isLast) break
  }
  for (let i = labels.length - 1; i >= 0 && (labels[i] === NameLabel.inside || labels[i] === NameLabel.begin); i--) {
    const isFirst = labels[i] === NameLabel.begin
    labels[i] = NameLabel.outside
    if (isFirst) break
  }
  if (labels[0] === NameLabel.otherInside) labels[0] = NameLabel.otherBegin
  return labels
}
