import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

type Step = 'fsync' | 'rename' | 'write'

/** Steps of this process's disk, as they happen: what a test watches, holds up, or lets fail. */
export interface WatchedDisk {
  /** Replaces what happens at a step; it may call `really`. */
  at(step: Step, instead: (really: () => Promise<unknown>) => Promise<unknown>): void
  /** The disk as it is. */
  mend(): void
}

const fault = (code: string) => Object.assign(new Error(`${code}: injected`), { code })
export const diskFault = (code: 'EIO' | 'ENOSPC' | 'EDQUOT') => () => Promise.reject(fault(code))

type Call = (this: unknown, ...args: unknown[]) => Promise<unknown>

/** Puts a watch on the calls by which files reach the disk, whoever makes them in this process. */
export async function watchDisk(): Promise<WatchedDisk> {
  const handle = await fs.promises.open('/dev/null')
  const files = Object.getPrototypeOf(handle) as Record<string, Call>
  await handle.close()
  const whole = fs.promises as unknown as Record<string, Call>
  const watched: { of: Record<string, Call>; name: string; step: Step; real: Call }[] = [
    { of: files, name: 'sync', step: 'fsync' as const },
    { of: files, name: 'datasync', step: 'fsync' as const },
    { of: files, name: 'writev', step: 'write' as const },
    { of: files, name: 'write', step: 'write' as const },
    { of: files, name: 'writeFile', step: 'write' as const },
    { of: whole, name: 'rename', step: 'rename' as const },
  ].map((one) => ({ ...one, real: one.of[one.name]! }))
  const put = () => syncBuiltinESMExports()
  return {
    at(step, instead) {
      for (const { of, name, real } of watched.filter((one) => one.step === step)) {
        of[name] = function (...args) {
          return instead(() => real.apply(this, args))
        }
      }
      put()
    },
    mend() {
      for (const { of, name, real } of watched) of[name] = real
      put()
    },
  }
}
