/** `SEKISHO_DEEP=1` asks for the long rounds of a night; `npm test` runs the short ones. */
export const isDeep = process.env['SEKISHO_DEEP'] === '1'
