/** Keeps the count of unread notices up to date while the page is open. Without it the next page shows it. */
const place = document.querySelector<HTMLElement>('[data-account-room]')

async function count(place: HTMLElement): Promise<void> {
  const answer = await fetch('/api/account/notices/unread', { headers: { accept: 'application/json' } }).catch(() => undefined)
  if (!answer?.ok) return
  const { unread } = (await answer.json()) as { unread: number }
  const shown = unread > 99 ? '99+' : String(unread)
  for (const mark of document.querySelectorAll<HTMLElement>('[data-unread]')) {
    mark.hidden = unread === 0
    const [figure, words] = mark.querySelectorAll('span')
    if (!figure || !words) continue
    figure.textContent = shown
    words.textContent = (words.dataset['words'] ?? '').replace('{n}', shown)
    if (unread > 0) place.textContent = words.textContent
  }
}

function listen(place: HTMLElement, wait: number): void {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`)
  const room = place.dataset['accountRoom']
  let opened = 0
  socket.addEventListener('open', () => {
    opened = Date.now()
    socket.send(JSON.stringify({ type: 'join', room }))
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as { type: string; room?: string }
    if (message.type === 'changed' && message.room === room) void count(place)
  })
  // Comes back after a lost connection, slower each time up to a minute; what came meanwhile is counted then.
  socket.addEventListener('close', () => {
    const next = Date.now() - opened < 5000 ? Math.min(wait * 2, 60_000) : 2000
    setTimeout(
      () => {
        listen(place, next)
        void count(place)
      },
      next + Math.random() * 1000,
    )
  })
}
if (place) listen(place, 2000)

export {}
