import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalise } from '../../src/engines/pii/text/normalise.ts'

export interface Entity {
  readonly s: number
  readonly e: number
  readonly isPerson: boolean
  /** As its corpus calls it. */
  readonly type?: string
}

/** A text as the tagger reads it (normalised) with the entities in it. */
export interface LabelledText {
  readonly id: string
  readonly text: string
  readonly ents: readonly Entity[]
  /** To be learned without the dictionary: by letters and surroundings alone. */
  readonly isUnknown?: boolean
}

/** What GSD labels and is no name of anything. */
const NO_NAME = new Set('DATE QUANTITY ORDINAL TITLE_AFFIX TIME MONEY PERCENT LANGUAGE CARDINAL PHONE'.split(' '))
export const CORPORA = ['stockmark', 'gsd'] as const
export type Corpus = (typeof CORPORA)[number]

/** The sentences of one corpus, offsets moved to the normalised text. */
export function readCorpus(folder: string, corpus: Corpus): LabelledText[] {
  return readFileSync(join(folder, `pii-ner-${corpus}.dev.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const given = JSON.parse(line) as {
        id: string
        text: string
        ents: { s: number; e: number; type: string; person: boolean }[]
      }
      const normal = normalise(given.text)
      const places = Array.from({ length: normal.text.length }, (_, at) => at)
      const ents = given.ents
        .filter(({ type }) => !NO_NAME.has(type))
        .map(({ s, e, person, type }) => {
          const inside = places.filter((at) => normal.sourceStart(at) >= s && normal.sourceEnd(at) <= e)
          return { s: inside[0] ?? 0, e: (inside.at(-1) ?? -1) + 1, isPerson: person, type }
        })
        .filter(({ s, e }) => s < e)
      return { id: given.id, text: normal.text, ents }
    })
}

/** One sentence in six is held out, all of a page of the encyclopaedia together: never trained on, never tuned on. */
export function isHeldOut(id: string): boolean {
  return fold(id) === 0
}

/** 0 is held out, 1 is for tuning. */
export function fold(id: string): number {
  const page = id.startsWith('sm-') ? id.split('-').slice(0, 2).join('-') : id
  return createHash('sha256').update(page).digest()[0]! % 6
}
