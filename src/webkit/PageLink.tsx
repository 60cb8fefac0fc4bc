import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import './PageLink.css'

export interface PageLinkProps {
  /** A path inside the product, e.g. `/people/0197…`. */
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  /** The part of the page to begin at, by its id. */
  readonly hash?: string
  readonly className?: string
  /** Besides going there, e.g. to mark a notice as read. */
  readonly onFollow?: () => void
  /** This link leads to what is shown now, e.g. one of several views of a list. */
  readonly isCurrent?: boolean
  /** Where the words alone do not say which one: they begin it. */
  readonly label?: string
  readonly children: ReactNode
}

/** A link to another page of the product. */
export function PageLink({ to, search, hash, className, onFollow, isCurrent, label, children }: PageLinkProps) {
  return (
    <Link
      to={to}
      {...(search && { search })}
      {...(hash && { hash })}
      {...(className && { className })}
      {...(onFollow && { onClick: onFollow })}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      preload="intent"
    >
      {children}
    </Link>
  )
}

/** A link that looks like a button: for the one verb of a card, or the main action of a page that only leads on. */
export function ButtonLink(props: Omit<PageLinkProps, 'className'> & { readonly tone?: 'main' | 'plain' }) {
  const { tone = 'plain', to, search, hash, children } = props
  return (
    <Link
      to={to}
      {...(search && { search })}
      {...(hash && { hash })}
      className="sk-link-button"
      data-tone={tone}
      preload="intent"
    >
      {children}
    </Link>
  )
}
