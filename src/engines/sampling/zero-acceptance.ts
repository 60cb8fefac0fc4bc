/**
 * Chance that a sample without replacement meets at least one of the bad items of a lot.
 * @returns 0 to 1
 */
export function detectionChance(lot: number, bad: number, size: number): number {
  if (bad <= 0 || size <= 0) return 0
  if (size > lot - bad) return 1
  // ln C(lot − bad, size) − ln C(lot, size), as a product of as few factors as there are.
  const [factors, other] = bad < size ? [bad, size] : [size, bad]
  let missed = 0
  for (let i = 0; i < factors; i++) missed += Math.log1p(-other / (lot - i))
  return -Math.expm1(missed)
}

/**
 * Items to open so that a share of bad ones does not stay unseen (acceptance number 0, hypergeometric).
 * @param badShare of the lot, such as 0.01; at least one item, rounded up
 * @param confidence such as 0.95
 */
export function sampleSizeFor(lot: number, badShare: number, confidence: number): number {
  if (!Number.isInteger(lot) || lot < 1) throw new RangeError('a lot has at least one item')
  if (!(badShare > 0 && badShare <= 1) || !(confidence > 0 && confidence < 1))
    throw new RangeError('shares lie between 0 and 1')
  const bad = Math.max(1, Math.ceil(lot * badShare - 1e-9))
  let [low, high] = [1, lot]
  while (low < high) {
    const middle = (low + high) >> 1
    if (detectionChance(lot, bad, middle) >= confidence) high = middle
    else low = middle + 1
  }
  return low
}
