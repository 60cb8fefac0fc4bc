import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type Liveness, openLiveRefresh } from './live-refresh.ts'
import { useWords } from './words/use-words.ts'

const LivenessContext = createContext<Liveness>('live')

/** Keeps everything below it fresh: what an announcement names is read again, with the reader's own rights. */
export function LiveRefresh(props: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('live')
  useEffect(() => {
    const refresh = openLiveRefresh({
      onChange: (topic) => void queries.invalidateQueries(topic ? { queryKey: [topic] } : {}),
      onLiveness: setLiveness,
      openStream: () => new EventSource('/api/live-events'),
    })
    return () => refresh.close()
  }, [queries])
  return <LivenessContext value={liveness}>{props.children}</LivenessContext>
}

/** Says how fresh a live list is. */
export function LiveMark() {
  const liveness = useContext(LivenessContext)
  const words = useWords().live
  return <output className="sk-live">{words[liveness]}</output>
}
