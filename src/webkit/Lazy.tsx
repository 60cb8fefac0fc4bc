import { type ComponentType, lazy, Suspense, useState } from 'react'
import { Reading } from './Waiting.tsx'

/** Shows what a module offers (a card, a section of the settings); its code is loaded when it is shown. */
export function Lazy({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [Part] = useState(() => lazy(async () => ({ default: await load() })))
  return (
    <Suspense fallback={<Reading />}>
      <Part />
    </Suspense>
  )
}
