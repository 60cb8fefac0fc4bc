import { readFile } from 'node:fs/promises'
import { PDFiumModule } from '@hyzyla/pdfium'

/** PDFium, compiled to WebAssembly; pointers and handles are numbers, 0 is none. */
export interface Pdfium {
  /** Its memory, as it is now: it moves when it grows. */
  memory(): Uint8Array
  malloc(size: number): number
  free(pointer: number): void
  /** Calls a function by its name in the C headers. */
  call(name: string, ...values: number[]): number
}

interface CompiledLibrary {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: Pick<Pdfium, 'malloc' | 'free'>
  readonly [name: string]: unknown
}

let loaded: Promise<Pdfium> | undefined

/** One library a process; its memory only grows, so that a sandbox makes room for a new one now and then. */
export function pdfium(): Promise<Pdfium> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Pdfium> {
  const wasmBinary = await readFile(new URL(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
  const compiled = (await PDFiumModule({ wasmBinary } as never)) as unknown as CompiledLibrary
  const { malloc, free } = compiled.wasmExports
  const library: Pdfium = {
    memory: () => compiled.HEAPU8,
    malloc,
    free,
    call: (name, ...values) => (compiled[`_${name}`] as (...values: number[]) => number)(...values),
  }
  library.call('FPDF_InitLibrary')
  return library
}

/** Copies bytes into the library's memory while something is done with them. */
export function withBytes<T>(library: Pdfium, bytes: Uint8Array, act: (pointer: number) => T): T {
  const pointer = library.malloc(bytes.length)
  if (pointer === 0) throw new RangeError('no memory')
  try {
    library.memory().set(bytes, pointer)
    return act(pointer)
  } finally {
    library.free(pointer)
  }
}

/** A C string, in UTF-8. */
export const withText = <T>(library: Pdfium, text: string, act: (pointer: number) => T): T =>
  withBytes(library, Buffer.from(`${text}\0`), act)

/** Asks twice, as PDFium wants it: how many bytes, then the bytes. At most 64 MiB. */
export function askBytes(library: Pdfium, ask: (pointer: number, length: number) => number): Buffer {
  const length = ask(0, 0)
  if (length <= 0 || length > 64 * 1024 * 1024) return Buffer.alloc(0)
  return withBytes(library, Buffer.alloc(length), (pointer) => {
    ask(pointer, length)
    return Buffer.from(library.memory().slice(pointer, pointer + length))
  })
}

/** The same for text in UTF-16 that ends with a zero. */
export const askText = (library: Pdfium, ask: (pointer: number, length: number) => number): string =>
  askBytes(library, ask).toString('utf16le').replace(/\0+$/, '')
