import { useCallback, useEffect, useRef } from 'react'

const MOST = 86_400

/**
 * How long a page has been looked at so far, in whole seconds: it goes into the decision. Counts only while the page is the
 * one in front.
 */
export function useSecondsInView(): () => number {
  const clock = useRef<{ total: number; since: number | undefined }>(undefined)
  useEffect(() => {
    const time = { total: 0, since: document.hidden ? undefined : performance.now() }
    clock.current = time
    const change = () => {
      if (time.since !== undefined) time.total += performance.now() - time.since
      time.since = document.hidden ? undefined : performance.now()
    }
    document.addEventListener('visibilitychange', change)
    return () => document.removeEventListener('visibilitychange', change)
  }, [])
  return useCallback(() => {
    const time = clock.current
    if (!time) return 0
    const running = time.since === undefined ? 0 : performance.now() - time.since
    return Math.min(MOST, Math.floor((time.total + running) / 1000))
  }, [])
}
