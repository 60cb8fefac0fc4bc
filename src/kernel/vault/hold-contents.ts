import type pg from 'pg'

/** Any number would do; it only has to be the same in every process that copies or sweeps. */
export const CONTENTS_LOCK = 5_315_640_021
const ATTEMPTS = 20
const PAUSE_MS = 250

/**
 * Keeps every file in the vault's folder until this connection ends: what is erased meanwhile loses its key at once, and
 * its ciphertext when the hold has gone. A backup calls it before it takes its snapshot.
 * @returns false when another backup holds them; a sweep that runs is waited for
 */
export async function holdContents(client: pg.ClientBase): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const { rows } = await client.query<{ isMine: boolean }>('select pg_try_advisory_lock($1) as "isMine"', [
      CONTENTS_LOCK,
    ])
    if (rows[0]!.isMine) return true
    if (attempt === ATTEMPTS) return false
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
