/** Says that the request has changed; the page never moves by itself, a link loads it again. */
import { hearOf } from '../browser/room.ts'

const place = document.querySelector<HTMLElement>('[data-live]')
if (place)
  hearOf(place.dataset['live'] ?? '', (why) => {
    const words = place.querySelector<HTMLElement>('[data-words]')
    if (why !== 'changed' || !place.hidden || !words) return
    place.hidden = false
    // Set after the region is shown, so that readers hear it.
    requestAnimationFrame(() => (words.textContent = words.dataset['words'] ?? ''))
  })
