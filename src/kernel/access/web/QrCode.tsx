import { create } from 'qrcode'

/** A QR code as a picture made in the page: the secret in it is sent nowhere. Black on white in dark colours, too. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const path = Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const)
    .filter(([x, y]) => modules.get(y, x))
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`)
    .join('')
  const box = `-2 -2 ${size + 4} ${size + 4}`
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges"><path d="${path}"/></svg>`
  return <img className="sk-qr" src={`data:image/svg+xml,${encodeURIComponent(picture)}`} alt={label} />
}
