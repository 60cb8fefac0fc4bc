import type { Stats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join, matchesGlob, relative, resolve, sep } from 'node:path'
import type { ClosedFileReason } from '../../planning/inventory/index.ts'
import { pathBytes, pathText, realPath, shownPath } from './path-bytes.ts'

export type { ClosedFileReason }

/** Paths lead to their files by `pathBytes`, and are shown by `shownPath`. */
export type WalkedFile =
  | { readonly path: string; readonly byteCount: number; readonly changedMs: number }
  | { readonly path: string; readonly reason: ClosedFileReason }

export interface WalkOptions {
  /** Globs; one without a slash is matched with the name alone, others with the path below the root. Left out: all. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/**
 * The files below the roots, in the order of their names. A link that leads to a place below a root is passed over, since
 * the place itself is met there: so no cycle is ever walked; one that leads elsewhere is told and not followed. What is not
 * a plain file, or may not be seen, is told with its reason; the walk goes on. Roots that lie in each other are walked once.
 */
export async function* walkFiles(roots: readonly string[], options: WalkOptions = {}): AsyncGenerator<WalkedFile> {
  const real = await Promise.all(roots.map((root) => realPath(root).catch(() => resolve(root))))
  const isInside = (path: string, root: string) =>
    path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
  const walked = new Set<string>()
  for (const [at, root] of real.entries()) {
    const lies = real.some((other, i) => i !== at && other !== root && isInside(root, other))
    if (lies || walked.has(root)) continue
    walked.add(root)
    yield* walk({ path: roots[at]!, root: roots[at]!, isRoot: true }, options, (path) =>
      real.some((one) => isInside(path, one)),
    )
  }
}

interface Place {
  readonly path: string
  readonly root: string
  readonly isRoot: boolean
}

async function* walk(
  { path, root, isRoot }: Place,
  options: WalkOptions,
  isMet: (path: string) => boolean,
): AsyncGenerator<WalkedFile> {
  const below = shownPath(relative(root, path))
  if (!isRoot && isMatched(below, options.exclude)) return
  const isWanted = !options.include?.length || isMatched(isRoot ? basename(shownPath(path)) : below, options.include)
  let found: Stats
  try {
    found = await (isRoot ? stat(pathBytes(path)) : lstat(pathBytes(path)))
    if (found.isDirectory()) {
      const names = (await readdir(pathBytes(path), { encoding: 'buffer' })).sort((a, b) => a.compare(b))
      for (const name of names) yield* walk({ path: join(path, pathText(name)), root, isRoot: false }, options, isMet)
      return
    }
    if (!isWanted) return
    if (found.isSymbolicLink()) {
      if (!isMet(await realPath(path))) yield { path, reason: 'link_outside' }
      return
    }
  } catch (cause) {
    yield { path, reason: closedReason(cause) }
    return
  }
  if (!found.isFile()) yield { path, reason: 'not_a_file' }
  else yield { path, byteCount: found.size, changedMs: found.mtimeMs }
}

function isMatched(below: string, globs: readonly string[] | undefined): boolean {
  return globs?.some((glob) => matchesGlob(glob.includes('/') ? below : basename(below), glob)) ?? false
}

export function closedReason(cause: unknown): ClosedFileReason {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'no_permission'
  if (code === 'ENAMETOOLONG') return 'path_too_long'
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'io_error'
}
