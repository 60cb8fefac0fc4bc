import { digitRun, isDigit } from './recogniser.ts'

/**
 * How digits are grouped from a place on, as one number: five bits a group for its length, the first group lowest, at most
 * four groups with `-`, `ー` or a space between two of them.
 */
export function groupsAt(text: string, from: number): number {
  let groups = 0
  for (let [shift, at] = [0, from]; shift < 20; shift += 5) {
    const run = digitRun(text, at)
    groups |= run << shift
    at += run + 1
    const between = text.charCodeAt(at - 1)
    if ((between !== 0x2d && between !== 0x30fc && between !== 0x20) || !isDigit(text.charCodeAt(at))) break
  }
  return groups
}

/** The same of groups that are wanted. */
export function groupsOf(...lengths: readonly number[]): number {
  return lengths.reduce((groups, length, k) => groups | (length << (5 * k)), 0)
}

/** The first groups alone. */
export const firstGroups = (groups: number, count: 1 | 2 | 3 | 4): number => groups & ((1 << (5 * count)) - 1)
