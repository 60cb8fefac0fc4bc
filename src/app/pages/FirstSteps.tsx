import { type ComponentType, lazy, Suspense, useState } from 'react'
import { Reading } from '../../webkit/Waiting.tsx'

interface StepProps {
  readonly onDone: () => void
  readonly onSignOut: () => void
}

/** What a person must do before anything else answers; its code is loaded when it is needed. */
export function FirstSteps({ load, ...steps }: StepProps & { readonly load: () => Promise<ComponentType<StepProps>> }) {
  const [Step] = useState(() => lazy(async () => ({ default: await load() })))
  return (
    <Suspense fallback={<Reading />}>
      <Step {...steps} />
    </Suspense>
  )
}
