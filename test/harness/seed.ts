import fc from 'fast-check'

// The same sequences each time where a change is judged; new ones each time on a developer's machine and at night.
const seed = process.env.SEKISHO_SEED ?? (process.env.CI ? '20250401' : undefined)
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
