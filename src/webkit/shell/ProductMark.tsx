import { useWords } from '../words/use-words.ts'

/** 関所, with its gate. */
export function ProductMark() {
  const { name } = useWords().product
  return (
    <span className="sk-product">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect className="sk-product-ground" width="32" height="32" rx="6" />
        <path
          className="sk-product-gate"
          d="M5 8.5h22M8.5 13h15M10 9v16M22 9v16M10 19.5h12"
          strokeWidth="2.4"
          strokeLinecap="round"
          fill="none"
        />
      </svg>
      {name}
    </span>
  )
}
