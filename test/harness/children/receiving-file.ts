/**
 * Receives files into a vault, one after the other, and prints what it has received; its tests kill it, or fill its disk.
 * Started with the folder and the size of a file in bytes. Ends at the first refusal, and prints its code.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../src/base/refusal.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'

const [folder = '', size = '0'] = process.argv.slice(2)
const vault = await openVault({
  folder: join(folder, 'vault'),
  keyring: await openKeyring(join(folder, 'keyring.json')),
})
async function* content() {
  const chunk = Buffer.alloc(32 * 1024, 'x')
  for (let sent = 0; sent < Number(size); sent += chunk.length) yield chunk
}
try {
  for (;;) writeSync(1, `received ${JSON.stringify(await vault.receive(content()))}\n`)
} catch (cause) {
  if (!(cause instanceof Refusal)) throw cause
  writeSync(1, `refused ${cause.code}\n`)
}
