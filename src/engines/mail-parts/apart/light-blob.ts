/** As much of a Blob as postal-mime uses, at the price of one copy. */
export class LightBlob {
  readonly bytes: Buffer<ArrayBuffer>
  constructor(chunks: readonly (ArrayBuffer | Uint8Array | string)[] = []) {
    this.bytes = Buffer.concat(
      chunks.map((chunk) =>
        typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk),
      ),
    )
  }
  get size(): number {
    return this.bytes.length
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.bytes
    return Promise.resolve(buffer.slice(byteOffset, byteOffset + byteLength))
  }
}
