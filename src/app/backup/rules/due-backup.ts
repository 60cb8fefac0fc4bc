const DAY_MS = 86_400_000
/** 02:15 in Japan, when least is going on: 17:15 UTC. */
const NIGHT_MS = (17 * 60 + 15) * 60_000

/**
 * Whether tonight's backup is still to be taken.
 * @param newest the name of the newest backup, which says when it was taken (UTC); undefined: there is none
 */
export function dueBackupAt(newest: string | undefined, now: Date): boolean {
  if (newest === undefined) return true
  const lastNight = Math.floor((now.getTime() - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS
  return takenAtOf(newest) < lastNight
}

/** `2026-11-23t02-15-00` → its instant. */
function takenAtOf(name: string): number {
  const [day, time] = name.split('t')
  return Date.parse(`${day}T${time!.slice(0, 8).replaceAll('-', ':')}Z`)
}
