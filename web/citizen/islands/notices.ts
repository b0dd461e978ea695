/** Keeps the count of unread notices up to date while the page is open. Without it the next page shows it. */
import { hearOf } from '../browser/room.ts'

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

// After a lost line too: what came meanwhile is counted then.
if (place) hearOf(place.dataset['accountRoom'] ?? '', () => void count(place))
