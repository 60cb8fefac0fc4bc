/** A linear-chain conditional random field over hashed features: AdaGrad with dual averaging, L1 (sparse by itself). */
export interface Chain {
  /** Feature ids, `width` a place; -1 where a feature is not known. */
  readonly features: Int32Array
  readonly labels: Uint8Array
}

export interface CrfOptions {
  readonly labelCount: number
  readonly featureCount: number
  /** Features a place. */
  readonly width: number
  readonly rate: number
  readonly l1: number
  readonly epochs: number
  /** Which label may follow which, `from * labelCount + to`; the last row is the beginning. */
  readonly mayFollow: Readonly<Uint8Array>
  readonly random: () => number
  readonly onEpoch?: (epoch: number, logLikelihood: number, model: Crf) => void
}

export interface Crf {
  readonly weights: Float32Array
  /** `(labelCount + 1) × labelCount`; the last row is the beginning. */
  readonly transitions: Float32Array
}

export function trainCrf(chains: readonly Chain[], options: CrfOptions): Crf {
  const { labelCount: L, featureCount, width, rate, l1 } = options
  const model: Crf = { weights: new Float32Array(featureCount * L), transitions: new Float32Array((L + 1) * L) }
  const sum = new Float32Array(featureCount * L)
  const squares = new Float32Array(featureCount * L)
  const tSum = new Float32Array((L + 1) * L)
  const tSquares = new Float32Array((L + 1) * L)
  const order = chains.map((_, i) => i)
  let step = 0
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    shuffle(order, options.random)
    let total = 0
    for (const at of order) {
      step++
      const chain = chains[at]!
      const n = chain.labels.length
      if (n === 0) continue
      const { marginals, pairs, logLikelihood } = expectations(model, chain, options)
      total += logLikelihood
      const push = (index: number, g: number) => {
        const s = (sum[index]! += g)
        const q = (squares[index]! += g * g)
        const excess = Math.abs(s) - l1 * step
        model.weights[index] = excess <= 0 ? 0 : (Math.sign(s) * excess * rate) / (1e-6 + Math.sqrt(q))
      }
      for (let i = 0; i < n; i++) {
        const gold = chain.labels[i]!
        for (let y = 0; y < L; y++) {
          const g = (y === gold ? 1 : 0) - marginals[i * L + y]!
          if (Math.abs(g) < 1e-4) continue
          for (let f = i * width, until = f + width; f < until; f++) {
            const id = chain.features[f]!
            if (id >= 0) push(id * L + y, g)
          }
        }
      }
      for (let i = 0; i < n; i++) pairs[(i === 0 ? L : chain.labels[i - 1]!) * L + chain.labels[i]!]! -= 1
      for (let k = 0; k < pairs.length; k++) {
        if (pairs[k] === 0 || options.mayFollow[k] === 0) continue
        const g = -pairs[k]!
        tSum[k]! += g
        tSquares[k]! += g * g
        model.transitions[k] = (tSum[k]! * rate) / (1e-6 + Math.sqrt(tSquares[k]!))
      }
    }
    options.onEpoch?.(epoch, total, model)
  }
  return model
}

/** Forward and backward in scaled probabilities. */
function expectations(model: Crf, chain: Chain, { labelCount: L, width, mayFollow }: CrfOptions) {
  const n = chain.labels.length
  const emission = new Float64Array(n * L)
  let logLikelihood = 0
  for (let i = 0; i < n; i++) {
    for (let f = i * width, until = f + width; f < until; f++) {
      const id = chain.features[f]!
      if (id < 0) continue
      const row = id * L
      for (let y = 0; y < L; y++) emission[i * L + y]! += model.weights[row + y]!
    }
    let top = -Infinity
    for (let y = 0; y < L; y++) top = Math.max(top, emission[i * L + y]!)
    logLikelihood += emission[i * L + chain.labels[i]!]! - top
    for (let y = 0; y < L; y++) emission[i * L + y] = Math.exp(emission[i * L + y]! - top)
  }
  const follow = new Float64Array((L + 1) * L)
  for (let k = 0; k < follow.length; k++) follow[k] = mayFollow[k] ? Math.exp(model.transitions[k]!) : 0
  const forward = new Float64Array(n * L)
  const scale = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let total = 0
    for (let y = 0; y < L; y++) {
      let reached = 0
      if (i === 0) reached = follow[L * L + y]!
      else for (let x = 0; x < L; x++) reached += forward[(i - 1) * L + x]! * follow[x * L + y]!
      total += forward[i * L + y] = reached * emission[i * L + y]!
    }
    scale[i] = total
    for (let y = 0; y < L; y++) forward[i * L + y]! /= total
    const from = i === 0 ? L : chain.labels[i - 1]!
    logLikelihood += model.transitions[from * L + chain.labels[i]!]! - Math.log(total)
  }
  const backward = new Float64Array(n * L).fill(1)
  const pairs = new Float64Array((L + 1) * L)
  for (let i = n - 2; i >= 0; i--) {
    for (let x = 0; x < L; x++) {
      let reached = 0
      for (let y = 0; y < L; y++) {
        const part = follow[x * L + y]! * emission[(i + 1) * L + y]! * backward[(i + 1) * L + y]!
        reached += part
        pairs[x * L + y]! += (forward[i * L + x]! * part) / scale[i + 1]!
      }
      backward[i * L + x] = reached / scale[i + 1]!
    }
  }
  const marginals = forward
  for (let k = 0; k < n * L; k++) marginals[k]! *= backward[k]!
  for (let y = 0; y < L; y++) pairs[L * L + y]! += marginals[y]!
  return { marginals, pairs, logLikelihood }
}

function shuffle(order: number[], random: () => number) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
}
