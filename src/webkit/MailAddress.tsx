import { Fragment } from 'react'

/** A mail address that, where it must, breaks before its domain and its dots, so that it can still be read. */
export function MailAddress({ address }: { readonly address: string }) {
  const parts = address.split(/(?=[@.])/)
  return (
    <span className="sk-address">
      {parts.map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of one address never change places
        <Fragment key={`${at}${part}`}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
