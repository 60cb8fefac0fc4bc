import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'

const Secrets = z.object({
  /** Signs cookies, encrypts TOTP secrets. */
  signIn: z.string().min(32),
  /** Our mark in `Received:`. */
  gateTag: z.string().min(8),
  /** Whoever sits at the terminal may found the first organisation. */
  setupCode: z.string().min(16),
})
export type Secrets = z.infer<typeof Secrets>

/** The installation's secrets, generated at the first start; the same for every process and host of it. */
export async function readSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return Secrets.parse(JSON.parse(text))
  const made: Secrets = {
    signIn: randomBytes(48).toString('base64url'),
    gateTag: randomBytes(8).toString('hex'),
    setupCode: randomBytes(12).toString('hex'),
  }
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return made
}

/** Compares in constant time, whatever the lengths. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
