import { holdsAsFarAsKnown } from './broken-font-map.ts'
import type { CompiledSpecification } from './compile.ts'
import { holdsJoined } from './joined-bytes.ts'
import type { PageView } from './read-field.ts'

/** 仕切り紙: which banner of the specification a sheet is, and what stands on it that is none. */
export interface BannerSheet {
  readonly banner: number
  /** Its text is there only as far as the file says which characters these are. */
  readonly isLost: boolean
  /** Sides that carry the text of no banner, and are not empty either. */
  readonly strange: readonly (0 | 1)[]
}

/**
 * Of a banner's text so much must be legible, and two characters at least. The first page of a file gives no sign yet that its
 * font map has lost any: such a sheet is not verified, whatever it is.
 */
const LEAST_KNOWN = 0.5

/** @returns a function that tells banners by their texts; undefined for a sheet that carries none on either side */
export function bannerReader({
  banners,
  rareLetters,
  specification,
}: CompiledSpecification): (views: readonly PageView[]) => BannerSheet | undefined {
  const isLostOn = (view: PageView, text: string) =>
    holdsAsFarAsKnown(view.plain(), text, true, rareLetters, Math.max(LEAST_KNOWN, 2 / Array.from(text).length))
  const bannerOn = (view: PageView) => banners.findIndex((text) => view.plain().includes(text))
  const lostBannerOn = (view: PageView) =>
    banners.findIndex(
      (text, at) => isLostOn(view, text) || holdsJoined(view.content.text, specification.banners[at]!.text),
    )

  return (views) => {
    if (banners.length === 0) return undefined
    const whole = views.map(bannerOn)
    const isLost = whole.every((banner) => banner < 0)
    const sides = isLost ? views.map(lostBannerOn) : whole
    const banner = sides.find((each) => each >= 0)
    if (banner === undefined) return undefined
    const strange = ([0, 1] as const).filter((side) => {
      const view = views[side]
      return view !== undefined && sides[side]! < 0 && !view.isBlank()
    })
    return { banner, isLost, strange }
  }
}
