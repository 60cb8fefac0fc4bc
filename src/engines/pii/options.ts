import type { NameTagger } from './names/name-tagger.ts'
import type { PiiType } from './finding.ts'

/** Words that an organisation knows: names of its staff and clients find persons; its own words never are one. */
export interface WordLists {
  readonly persons?: readonly string[]
  readonly never?: readonly string[]
}

export interface DetectTextOptions {
  /** Findings below it are left out. Default 0.5. */
  readonly minScore?: number
  /** Only these types. Default all. */
  readonly types?: readonly PiiType[]
  readonly words?: WordLists
  /** Another finder of names in the place of the one that is shipped, such as a transformer; null for none. */
  readonly nameTagger?: NameTagger | null
}
