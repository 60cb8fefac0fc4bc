/**
 * Tells when a press of the mouse is over. A field that is left by pressing a button must not move that button from under
 * the pointer: what comes or goes between press and release takes the click away.
 */
export function afterPress(act: () => void): void {
  if (presses.isDown) presses.waiting.push(act)
  else act()
}

const presses = { isDown: false, waiting: [] as (() => void)[] }

function press(): void {
  presses.isDown = true
}

/** The click comes in the same turn as the release; what waits comes after it. */
function release(): void {
  setTimeout(() => {
    presses.isDown = false
    for (const act of presses.waiting.splice(0)) act()
  })
}

if (typeof window !== 'undefined') {
  window.addEventListener('mousedown', press, true)
  // What is dragged away is not released; and who types has let go, wherever that was.
  for (const end of ['mouseup', 'dragend', 'keydown'] as const) window.addEventListener(end, release, true)
}
