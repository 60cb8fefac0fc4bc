import { keepNotesIn } from '../../src/kernel/gates/notes.ts'
import { countGatesOfMerge } from '../../src/kernel/people/merge-preview.ts'
import { whenStandingChanges } from '../../src/kernel/people/standing-changes.ts'
import { keepPrintsIn } from '../../src/kernel/vault/dataset-prints.ts'
import { askForOwnDomains } from '../../src/planning/vendors/own-domains.ts'

// A test file shares its process with those before it. What `app` gives the modules once at the start of a process, they
// find ungiven, as in a process of their own.
keepNotesIn(undefined)
keepPrintsIn(undefined)
countGatesOfMerge(async () => 0)
whenStandingChanges(async () => undefined)
askForOwnDomains(async () => [])
