/** A number typed in full or half width, within its limits; undefined where it is none. */
export function readNumber(text: string, from: number, to: number): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim()
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined
  const value = Number(plain)
  return value >= from && value <= to ? value : undefined
}
