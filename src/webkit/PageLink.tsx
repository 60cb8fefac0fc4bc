import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface PageLinkProps {
  /** A path inside the product, e.g. `/people/0197…`. */
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  readonly className?: string
  readonly children: ReactNode
}

/** A link to another page of the product. */
export function PageLink({ to, search, className, children }: PageLinkProps) {
  return (
    <Link to={to} {...(search && { search })} {...(className && { className })} preload="intent">
      {children}
    </Link>
  )
}
