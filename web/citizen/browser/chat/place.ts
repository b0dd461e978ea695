import { one } from './words.ts'

/** A change of the place in line is said, a change of minutes is not; and never more often than this. Milliseconds. */
const apart = 30_000

export function placeTold(root: HTMLElement, said: HTMLElement): () => void {
  let told = one(root, '[data-place]')?.dataset['place']
  let at = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    const place = one(root, '[data-place]')
    if (!place || place.dataset['place'] === told) return
    clearTimeout(timer)
    const wait = at + apart - Date.now()
    if (wait > 0) {
      timer = setTimeout(look, wait)
      return
    }
    at = Date.now()
    told = place.dataset['place']
    said.textContent = place.dataset['placeWords'] ?? ''
  }
  return look
}
