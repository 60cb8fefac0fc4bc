import { type RefObject, useLayoutEffect, useState } from 'react'

/** What a station needs to be read side by side, in rem; it grows with the reader's text size. */
const STATION_REM = 8.75
const BARRIER_REM = 9

/** Lying where all stations fit side by side, standing elsewhere: on a phone, with large text, or with many checks. */
export function useRoadDirection(road: RefObject<HTMLElement | null>, stationCount: number): 'lying' | 'standing' {
  const [direction, setDirection] = useState<'lying' | 'standing'>('standing')
  useLayoutEffect(() => {
    const place = road.current
    if (!place) return undefined
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const needed = (stationCount * STATION_REM + BARRIER_REM) * rem
      setDirection(place.clientWidth >= needed ? 'lying' : 'standing')
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(place)
    return () => observer.disconnect()
  }, [road, stationCount])
  return direction
}
