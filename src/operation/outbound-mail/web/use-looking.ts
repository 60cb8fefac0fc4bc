import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'

export interface Looking {
  readonly ticked: ReadonlySet<string>
  readonly tick: (key: string, isTicked: boolean) => void
  /** What has been fully in view at least once. */
  readonly seen: ReadonlySet<string>
  /** The ref of an element that must come fully into view; its `data-look` says which thing it is. */
  readonly watch: RefCallback<HTMLElement>
  /** How long the page has been in view so far, in whole seconds. */
  readonly secondsInView: () => number
}

/** What somebody looks at before they decide: what they ticked, what came fully into view, and for how long. */
export function useLooking(): Looking {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const observer = useRef<IntersectionObserver>(undefined)
  const tick = (key: string, isTicked: boolean) =>
    setTicked((before) => new Set(isTicked ? [...before, key] : [...before].filter((one) => one !== key)))
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    // Fully in view, and not under the head of the page, which stays at the top.
    observer.current ??= new IntersectionObserver((entries) => setSeen((before) => withSeen(before, entries)), {
      threshold: 0.99,
      rootMargin: '-60px 0px 0px 0px',
    })
    const watching = observer.current
    watching.observe(element)
    return () => watching.unobserve(element)
  }, [])
  useEffect(() => () => observer.current?.disconnect(), [])
  return { ticked, tick, seen, watch, secondsInView: useSecondsInView() }
}

function withSeen(before: ReadonlySet<string>, entries: readonly IntersectionObserverEntry[]): ReadonlySet<string> {
  const fresh = entries.flatMap(({ isIntersecting, target }) => {
    const key = target instanceof HTMLElement ? target.dataset['look'] : undefined
    return isIntersecting && key && !before.has(key) ? [key] : []
  })
  return fresh.length === 0 ? before : new Set([...before, ...fresh])
}
