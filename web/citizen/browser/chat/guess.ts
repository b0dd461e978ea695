import { one } from './words.ts'

/** CHAT-3: what the question may be about is offered while it is typed; what the person chose stays chosen. Milliseconds of a pause in typing. */
const pause = 500

export function guessWhileTyping(form: HTMLFormElement, field: HTMLTextAreaElement): void {
  const place = one(form, '[data-guess]')
  if (!place) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  let drawn = place.innerHTML
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const text = field.value.trim()
    const answer = await fetch(form.dataset['start'] ?? '', { method: 'POST', body: new URLSearchParams({ text }), signal: asking.signal })
    const fresh = answer.ok ? one(new DOMParser().parseFromString(await answer.text(), 'text/html'), '[data-guess]') : null
    if (!fresh || fresh.innerHTML === drawn) return
    drawn = fresh.innerHTML
    const chosen = one<HTMLInputElement>(place, 'input:checked')?.value
    place.replaceChildren(...[...document.importNode(fresh, true).childNodes])
    const again = [...place.querySelectorAll<HTMLInputElement>('input')].find(({ value }) => value === chosen)
    if (again) again.checked = true
  }
  field.addEventListener('input', () => {
    clearTimeout(timer)
    // Under the limit nothing is asked; what was guessed before goes once there is nothing to guess from.
    if (field.value.trim().length >= Number(form.dataset['from']) || drawn !== '') timer = setTimeout(() => void ask().catch(() => {}), pause)
  })
}
