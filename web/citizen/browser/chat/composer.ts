import { filled } from '../upload.ts'
import { one, type Words } from './words.ts'

const enterKept = 'opora-chat-enter'

/** Shows or takes away what is wrong at a field of the composer, as the server would draw it. */
export function trouble(root: HTMLElement, field: 'message' | 'files' | 'talk', text: string | undefined): void {
  const place = one(root, `[data-trouble="${field}"]`)
  if (!place || place.textContent === (text ?? '')) return
  place.textContent = ''
  if (text) place.append(Object.assign(document.createElement('p'), { className: 'field-error', textContent: text }))
  if (field !== 'message') return
  one(root, '#message')?.[text ? 'setAttribute' : 'removeAttribute']('aria-invalid', 'true')
  one(root, '[data-message]')?.classList.toggle('bad', Boolean(text))
}

/** How long it has become, from four fifths of the limit on. Nothing is cut off. */
export function counted(root: HTMLElement, field: HTMLTextAreaElement, { texts, facts }: Words): void {
  const place = one(root, '[data-count]') as HTMLElement
  const n = field.value.trim().length
  place.hidden = n < facts.max * 0.8
  place.classList.toggle('over', n > facts.max)
  place.textContent = filled(n > facts.max ? texts['over'] : texts['count'], { n, max: facts.max })
}

/** Enter sends and Shift+Enter begins a line, until the person says otherwise. */
export function enterSends(root: HTMLElement, field: HTMLTextAreaElement): void {
  const label = one(root, '[data-enter]')
  const box = label && one<HTMLInputElement>(label, 'input')
  if (label && box) {
    label.hidden = false
    box.checked = localStorage.getItem(enterKept) !== 'no'
    box.addEventListener('change', () => (box.checked ? localStorage.removeItem(enterKept) : localStorage.setItem(enterKept, 'no')))
  }
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || box?.checked === false) return
    event.preventDefault()
    field.form?.requestSubmit()
  })
}

/** What was typed and not sent survives a reload of this tab; on a shared computer it does not. */
export function keepTyped(field: HTMLTextAreaElement, name: string, shared: boolean, unsent: () => string[] = () => []): { forget: () => void } {
  const kept = `opora-chat:${name}`
  const words = sessionStorage.getItem(kept)
  if (words && field.value === '' && !shared) field.value = words
  let going = true
  const keep = () => {
    const all = [...unsent(), field.value].filter((text) => text.trim() !== '').join('\n')
    if (all === '' || shared || !going) sessionStorage.removeItem(kept)
    else sessionStorage.setItem(kept, all)
  }
  field.addEventListener('input', keep)
  addEventListener('pagehide', keep)
  return {
    forget: () => {
      going = false
      sessionStorage.removeItem(kept)
    },
  }
}
