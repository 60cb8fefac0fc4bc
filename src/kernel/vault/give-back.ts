/** From here on a piece is worth giving back by hand. */
const LARGE_PIECE_BYTES = 16 * 1024

/**
 * Gives back the memory of pieces that nobody uses any more; of one that shares its memory with others nothing happens. Left
 * to the collector it makes him look through all that lives in the process after every few large mails: half of what such a
 * mail cost.
 */
export function giveBack(pieces: readonly Buffer[]): void {
  for (const { buffer, byteLength } of pieces) {
    if (byteLength >= LARGE_PIECE_BYTES && buffer.byteLength === byteLength) (buffer as ArrayBuffer).transfer(0)
  }
}
