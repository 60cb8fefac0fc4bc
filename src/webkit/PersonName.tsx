import { PageLink } from './PageLink.tsx'
import { useWords } from './words/use-words.ts'
import './PersonName.css'

export interface PersonNameProps {
  readonly name: string
  /** Workplace or party, small behind the name: two people may share one. */
  readonly unit?: string | undefined
  readonly to?: string | undefined
  readonly hasLeft?: boolean
}

/** A person, as everywhere in the product: name, then where they belong. */
export function PersonName({ name, unit, to, hasLeft = false }: PersonNameProps) {
  const { left } = useWords().person
  return (
    <span className="sk-person">
      {to ? <PageLink to={to}>{name}</PageLink> : name}
      {unit && <span className="sk-person-unit">{unit}</span>}
      {hasLeft && <span className="sk-person-unit">({left})</span>}
    </span>
  )
}
