/**
 * The vault with one big file: MB/s in and out, and the greatest resident memory, each in a process of its own. Its peers
 * in the same run: a plain copy with fsync, and node's AES-256-GCM over the whole stream without frames.
 *
 *   node test/bench/vault.bench.ts [megabytes, default 2048] [folder]
 */
import { spawnSync } from 'node:child_process'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { readSealed } from '../../src/kernel/vault/read-file.ts'
import { receiveFile } from '../../src/kernel/vault/receive-file.ts'
import { openVaultFolder } from '../../src/kernel/vault/vault-folder.ts'

const MB = 1024 * 1024
const CHUNK = 64 * 1024

/** Each works on `plain` in the folder; only the part between `begin` and the end is timed. */
const contenders: Record<string, (folder: string) => Promise<void>> = {
  'plain copy, fsync': (folder) =>
    copyThrough(folder, async function* (source) {
      yield* source
    }),
  'sha256 and copy, fsync': (folder) =>
    copyThrough(folder, async function* (source) {
      const hash = createHash('sha256')
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    }),
  'sha256 and one AES-256-GCM without frames, fsync': (folder) =>
    copyThrough(folder, async function* (source) {
      const hash = createHash('sha256')
      const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
      for await (const chunk of source) {
        hash.update(chunk)
        yield cipher.update(chunk)
      }
      yield cipher.final()
    }),
  'vault.receive': async (folder) => {
    const vaultFolder = await openVaultFolder(join(folder, 'vault'))
    const { pending, dataKey } = await receiveFile(
      vaultFolder,
      createReadStream(join(folder, 'plain'), { highWaterMark: CHUNK }),
    )
    await writeFile(join(folder, 'received.json'), JSON.stringify({ ...pending, key: dataKey.toString('hex') }))
  },
  'vault.read': async (folder) => {
    const vaultFolder = await openVaultFolder(join(folder, 'vault'))
    const { id, byteCount, key, sha256 } = JSON.parse(await readFile(join(folder, 'received.json'), 'utf8')) as Record<
      string,
      string
    >
    const file = {
      fileId: id!,
      path: vaultFolder.pathOf(id!),
      key: Buffer.from(key!, 'hex'),
      byteCount: Number(byteCount),
    }
    const hash = createHash('sha256')
    for await (const chunk of readSealed(file)) hash.update(chunk as Buffer)
    if (hash.digest('hex') !== sha256) throw new Error('read back something else')
  },
}

async function copyThrough(folder: string, by: (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>) {
  const target = await open(join(folder, 'copy'), 'w')
  for await (const chunk of by(createReadStream(join(folder, 'plain'), { highWaterMark: CHUNK })))
    await target.write(chunk)
  await target.sync()
  await target.close()
}

const [first = '2048', second] = process.argv.slice(2)
const contender = contenders[first]
if (contender) {
  const began = performance.now()
  await contender(second!)
  const seconds = (performance.now() - began) / 1000
  console.log(JSON.stringify({ seconds, maxResidentMb: Math.round(process.resourceUsage().maxRSS / 1024) }))
} else {
  await compare(Number(first), second ?? tmpdir())
}

async function compare(megabytes: number, parent: string) {
  const folder = await mkdtemp(join(parent, 'sekisho-bench-'))
  try {
    const plain = await open(join(folder, 'plain'), 'w')
    const random = randomBytes(16 * MB)
    await plain.writeFile(Readable.from(Array.from({ length: megabytes / 16 }, () => random)))
    await plain.close()
    console.log(`${megabytes} MB, node ${process.version}`)
    for (const name of Object.keys(contenders)) {
      const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, folder], {
        encoding: 'utf8',
      })
      if (stderr) throw new Error(stderr)
      const { seconds, maxResidentMb } = JSON.parse(stdout) as { seconds: number; maxResidentMb: number }
      console.log(`${name.padEnd(50)} ${(megabytes / seconds).toFixed(0).padStart(6)} MB/s   RSS ${maxResidentMb} MB`)
      await rm(join(folder, 'copy'), { force: true })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
