/** 保管庫: contents encrypted outside the tables, erasable; sealed facts; lineage. Stands on: db, engines. */
export { openVault, type Vault, type VaultFile } from './open-vault.ts'
export { openKeyring, type Keyring } from './keyring.ts'
export { fingerprintsOf } from './fingerprints.ts'
export { KeyringFault, VaultDamage } from './damage.ts'
export type { PendingFile } from './receive-file.ts'
export type { ByteRange } from './read-file.ts'
export {
  findLineage,
  LINEAGE_KINDS,
  partiesOfContents,
  recordLineage,
  type Fingerprint,
  type LineageKind,
  type LineageMatch,
  type PartyContent,
} from './lineage.ts'
export { dropUnusedKeys, rotateKeys, type Rotation } from './rotate-keys.ts'
export { sweepErased, sweepOrphans, type Orphans } from './sweep.ts'
export {
  isSealOf,
  newSealingKey,
  openSealedStream,
  openSealingKey,
  sealOf,
  sealStream,
  type LockedKey,
} from './sealed-stream.ts'
export { eraseFacts } from './sealed-facts.ts'
export {
  endOfErasureList,
  ErasureListDamage,
  mirrorErasureList,
  readErasureList,
  type ErasureListEnd,
  type ListedErasure,
} from './erasure-list.ts'
export { eraseEach, type EraseEach } from './erase-each.ts'
export { listErasures, recordErasure } from './list-erasures.ts'
export { openVaultFolder } from './vault-folder.ts'
export { holdContents } from './hold-contents.ts'
export { giveBack } from './give-back.ts'
export { placeBundles } from './place-bundles.ts'
export { storedBytesOf } from './frames.ts'
export { matchRows, type RowMatch } from './match-rows.ts'
export { openSegment, SegmentDamage, segmentContent } from './print-segment.ts'
export {
  type DatasetMatch,
  keepPrintsIn,
  type KnownRows,
  matchDatasets,
  printsOf,
  receiveSegment,
} from './dataset-prints.ts'
export {
  DATASET_STATES,
  type DatasetRow,
  type DatasetState,
  insertDataset,
  lockDataset,
  type NewDataset,
  updateDataset,
} from './registered-datasets.ts'
