import type { Household } from './notice.ts'

/** 約700世帯、児童数約1,200名. */
export const HOUSEHOLD_COUNT = 700
const CHILDREN = [1, 2, 1, 3, 2, 1, 2] // 12 in 7 households

const FAMILIES = ['試験', '見本', '仮田', '例山', '架空', '模擬', '髙見本', '想定']
const GIVEN = ['花子', '太郎', '桜', '葵', '蓮', '湊', '陽菜', '大和', '凛', '結衣', '一郎', '紬', '樹']
const TOWNS = ['試験町', '見本台', '仮ヶ丘', '例示']

const from = <T>(list: readonly T[], at: number): T => list[at % list.length]!
const two = (number: number) => String(number).padStart(2, '0')

/** The households of X市, plainly synthetic and the same each time. */
export function households(count = HOUSEHOLD_COUNT): Household[] {
  return Array.from({ length: count }, (_, at) => {
    const family = from(FAMILIES, at * 5 + Math.floor(at / 8))
    const children = Array.from({ length: from(CHILDREN, at) }, (_child, n) => [
      `${family} ${from(GIVEN, at * 3 + n * 4 + Math.floor(at / 13))}`,
      `${2008 + ((at + n * 3) % 17)}-${two(1 + ((at * 7 + n) % 12))}-${two(1 + ((at * 11 + n * 5) % 28))}`,
    ])
    return {
      values: [
        String(100_001 + at),
        `999-${String(1000 + (at % 9000))}`,
        `X県X市${from(TOWNS, at)}${1 + (at % 40)}番地の${1 + Math.floor(at / 4)}`,
        `${family} ${from(GIVEN, at * 7 + Math.floor(at / 8) + 2)}`,
        String(50_000 * children.length),
      ],
      children,
    }
  })
}
