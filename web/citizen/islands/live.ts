/** Says that the request has changed; the page never moves by itself, a link loads it again. */
const place = document.querySelector<HTMLElement>('[data-live]')

function listen(place: HTMLElement, wait: number): void {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`)
  let opened = 0
  socket.addEventListener('open', () => {
    opened = Date.now()
    socket.send(JSON.stringify({ type: 'join', room: place.dataset['live'] }))
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as { type: string; room?: string }
    if (message.type !== 'changed' || message.room !== place.dataset['live']) return
    const words = place.querySelector<HTMLElement>('[data-words]')
    if (!place.hidden || !words) return
    place.hidden = false
    // Set after the region is shown, so that readers hear it.
    requestAnimationFrame(() => (words.textContent = words.dataset['words'] ?? ''))
  })
  // Comes back after a lost connection, slower each time up to a minute.
  socket.addEventListener('close', () => {
    const next = Date.now() - opened < 5000 ? Math.min(wait * 2, 60_000) : 2000
    setTimeout(() => listen(place, next), next + Math.random() * 1000)
  })
}
if (place) listen(place, 2000)

export {}
