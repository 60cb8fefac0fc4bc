import type { GatePanel } from '../../base/gate-panel.ts'

/** The gate at the end of the road: two posts, the beam over them, and the bar between. A picture; its words stand beside it. */
export function Barrier({ bar, isStopped }: { readonly bar: GatePanel['bar']; readonly isStopped: boolean }) {
  return (
    <svg className="sk-barrier" data-bar={bar} data-stopped={isStopped} viewBox="0 0 96 80" aria-hidden="true">
      <g className="sk-barrier-wood">
        <rect x="4" y="8" width="88" height="7" rx="1.5" />
        <rect x="14" y="20" width="68" height="4" rx="1" />
        <rect x="18" y="12" width="8" height="64" rx="1" />
        <rect x="70" y="12" width="8" height="64" rx="1" />
      </g>
      <g className="sk-barrier-bar">
        <rect x="20" y="46" width="56" height="8" rx="4" />
        <path d="M34 46 l-6 8 M46 46 l-6 8 M58 46 l-6 8 M70 46 l-6 8" />
      </g>
    </svg>
  )
}
