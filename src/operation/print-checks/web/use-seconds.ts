import { useCallback, useEffect, useRef } from 'react'

const MOST = 86_400

/** How long the part has been on the screen, in whole seconds: it goes into the decision. */
export function useSecondsInView(): () => number {
  const opened = useRef(0)
  useEffect(() => {
    opened.current = performance.now()
  }, [])
  return useCallback(() => Math.min(MOST, Math.max(0, Math.round((performance.now() - opened.current) / 1000))), [])
}
