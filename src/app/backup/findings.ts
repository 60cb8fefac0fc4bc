import { ErasureListDamage, VaultDamage } from '../../kernel/vault/index.ts'
import { BackupDamage, type BackupFindingKind } from './manifest.ts'

export interface BackupFinding {
  readonly kind: BackupFindingKind
  readonly message: string
  readonly path?: string | undefined
}

const SHOWN = 100

export type Found = ReturnType<typeof collectFindings>

/** Gathers what a drill finds; the first hundred are shown, all are counted. */
export function collectFindings() {
  const findings: BackupFinding[] = []
  let findingCount = 0
  const add = (finding: BackupFinding) => {
    findingCount++
    if (findings.length < SHOWN) findings.push(finding)
  }
  return {
    add,
    all: () => ({ findingCount, findings }),
    /** A finding after which a restore would only repeat it. */
    hasDamage: () => findings.some(({ kind }) => kind !== 'older_schema' && kind !== 'content_missing'),
    /** Turns damage into a finding, and lets a fault be a fault. */
    async during<T>(act: () => Promise<T>): Promise<T | undefined> {
      try {
        return await act()
      } catch (cause) {
        if (cause instanceof BackupDamage) add({ kind: cause.kind, message: cause.message, path: cause.path })
        else if (cause instanceof ErasureListDamage) add({ kind: 'erasures_damaged', message: cause.message })
        else if (cause instanceof VaultDamage) add({ kind: 'content_unreadable', message: cause.message })
        else throw cause
        return undefined
      }
    },
  }
}
