import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { OpenedFile, ScanFolders } from '../../planning/inventory/index.ts'
import { pathBytes, realPath, shownPath } from './path-bytes.ts'
import { closedReason, walkFiles } from './walk-files.ts'

/**
 * The folders that the settings allow. What a link in them leads to outside is neither listed nor read, and a file is held
 * open before it is looked where it lies: exchanging it, or the folder that was begun with, for a link meanwhile leads
 * nowhere.
 */
export function openScanFolders(allowed: readonly string[]): ScanFolders {
  /** Where they lie is asked each time: what a scan began with may be another place by now. */
  const isAllowed = async (lies: string): Promise<boolean> => {
    const roots = await Promise.all(allowed.map((root) => realPath(root).catch(() => undefined)))
    return roots.some((root) => root !== undefined && isInside(lies, root))
  }
  return {
    allowed,
    async placeOf(folder, below) {
      if (!allowed.includes(folder) || isAbsolute(below) || below.includes('\0')) return undefined
      const root = await realPath(folder).catch(() => undefined)
      const place = await realPath(resolve(folder, below)).catch(() => undefined)
      return root !== undefined && place !== undefined && isInside(place, root) ? place : undefined
    },
    async *list(place) {
      const lies = await realPath(place).catch(() => undefined)
      if (lies !== undefined && !(await isAllowed(lies))) {
        yield { path: '.', reason: 'link_outside' }
        return
      }
      for await (const file of walkFiles([place])) {
        const path = relative(place, file.path) || '.'
        const shown = shownPath(path)
        const named = shown === path ? { path } : { path, shownPath: shown }
        yield 'reason' in file ? { ...named, reason: file.reason } : { ...named, byteCount: file.byteCount }
      }
    },
    open: (place, path) => openInside(place, join(place, path), isAllowed),
  }
}

const isInside = (path: string, root: string) =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)

async function openInside(
  place: string,
  path: string,
  isAllowed: (lies: string) => Promise<boolean>,
): Promise<OpenedFile> {
  // Not blocking: what was a file when it was listed may be a pipe by now.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    const handle = await open(pathBytes(path), flags)
    try {
      const found = await handle.stat()
      if (!found.isFile()) throw new NotAFile()
      const lies = await realPath(`/proc/self/fd/${handle.fd}`).catch(() => realPath(path))
      if (!isInside(lies, await realPath(place)) || !(await isAllowed(lies))) throw new LinkOutside()
      return {
        content: {
          byteCount: found.size,
          open: ({ from, until }) =>
            handle.createReadStream({ start: from, end: Math.max(from, until - 1), autoClose: false }),
        },
        close: () => handle.close(),
      }
    } catch (cause) {
      await handle.close()
      throw cause
    }
  } catch (cause) {
    if (cause instanceof NotAFile) return { reason: 'not_a_file' }
    const isLink = cause instanceof LinkOutside || (cause as NodeJS.ErrnoException).code === 'ELOOP'
    return { reason: isLink ? 'link_outside' : closedReason(cause) }
  }
}

class NotAFile extends Error {}
class LinkOutside extends Error {}
