/** Keys and pointer of the last minute mean that a person is there; what the screen asks for by itself must not keep a session awake. */
const AWAKE_MS = 60_000
let last = Date.now()
for (const event of ['pointerdown', 'keydown', 'focus']) globalThis.addEventListener?.(event, () => (last = Date.now()), { capture: true, passive: true })

export const isSomebodyThere = (): boolean => Date.now() - last < AWAKE_MS
