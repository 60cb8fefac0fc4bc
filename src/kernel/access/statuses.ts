export const ACCOUNT_STATUSES = ['invited', 'active', 'disabled'] as const
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number]

export const TEXT_SIZES = ['normal', 'large', 'larger'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export const ACCOUNT_LINK_KINDS = ['activation', 'reset'] as const
export type AccountLinkKind = (typeof ACCOUNT_LINK_KINDS)[number]
