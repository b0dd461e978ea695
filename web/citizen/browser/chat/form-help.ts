/**
 * Help beside a form (CHAT-5): the small window is a page of this very site, so it may look at the form around it; in a page of another
 * site the browser forbids that and nothing is shown. Of a field it asks whether it is filled in and right by the page's own rules. What
 * was typed is neither read out nor sent.
 */
interface Step {
  field: string
  title: string
  text: string
}
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const NOTE = 'form-help-note'

function pageAround(): Document | null {
  try {
    return window.parent === window ? null : window.parent.document
  } catch {
    return null
  }
}

async function stepsOf(address: string, around: Document): Promise<Step[]> {
  const answer = await fetch(address)
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return [...fresh.querySelectorAll<HTMLElement>('[data-steps] > [data-field]')]
    .map((item) => ({
      field: item.dataset['field'] ?? '',
      title: item.querySelector('h2')?.textContent ?? '',
      text: item.querySelector('p')?.textContent ?? '',
    }))
    .filter(({ field }) => around.getElementById(field) !== null)
}

/** By the page's own rules; `empty` is no error yet. */
function stateOf(around: Document, field: string): 'done' | 'empty' | 'wrong' {
  const controls = [...around.querySelectorAll<Control>(`[name="${CSS.escape(field)}"]`)]
  if (controls.some((one) => one.getAttribute('aria-invalid') === 'true' || !one.validity.valid) || around.getElementById(`${field}-error`)) return 'wrong'
  return controls.some((one) =>
    one instanceof one.ownerDocument.defaultView!.HTMLInputElement && /radio|checkbox/.test(one.type) ? one.checked : one.value !== '',
  )
    ? 'done'
    : 'empty'
}

/** Marks the field on the page and ties the words of the step to it; answers how to take that back. */
function mark(around: Document, { field, text }: Step): () => void {
  const control = around.getElementById(field)
  const box = control?.closest<HTMLElement>('.field') ?? control
  if (!control || !box) return () => {}
  const note = Object.assign(around.createElement('p'), { id: NOTE, className: 'hint', textContent: text })
  const described = control.getAttribute('aria-describedby')
  box.dataset['helped'] = ''
  ;(box.querySelector('label, legend') ?? control).after(note)
  control.setAttribute('aria-describedby', [described, NOTE].filter(Boolean).join(' '))
  box.scrollIntoView({ block: 'center' })
  return () => {
    delete box.dataset['helped']
    note.remove()
    if (described) control.setAttribute('aria-describedby', described)
    else control.removeAttribute('aria-describedby')
  }
}

export function formHelp(place: HTMLElement | null): void {
  const around = pageAround()
  if (!place || !around) return
  const words = JSON.parse(place.dataset['words'] ?? '{}') as Record<string, string>
  const button = (text: string | undefined, press: () => void) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text ?? '' })
    made.addEventListener('click', press)
    return made
  }
  const form = around.querySelector<HTMLElement>('[data-help]')?.dataset['help']
  if (form === undefined) {
    if (!around.querySelector('main form[method=post]')) return
    const link = Object.assign(document.createElement('a'), { href: place.dataset['articles'] ?? '', textContent: words['find'] ?? '', target: '_top' })
    place.replaceChildren(Object.assign(document.createElement('p'), { textContent: `${words['unknown']} ` }), link)
    place.hidden = false
    return
  }
  let at = 0
  let unmark = () => {}
  let stop = () => {}
  const offer = () => {
    unmark()
    stop()
    place.replaceChildren(button(words['offer'], () => void begin()))
    place.hidden = false
  }
  const begin = async () => {
    const steps = await stepsOf(`${place.dataset['formHelp']}${form}`, around).catch(() => [])
    if (steps.length === 0) return
    const said = document.createElement('p')
    said.setAttribute('role', 'status')
    const state = document.createElement('p')
    state.className = 'hint'
    const back = button(words['back'], () => go(at - 1))
    const next = button(words['next'], () => go(at + 1))
    const tell = () => {
      const step = steps[at]
      if (step) state.textContent = words[stateOf(around, step.field)] ?? ''
    }
    const go = (to: number) => {
      at = Math.max(0, Math.min(steps.length - 1, to))
      const step = steps[at]
      if (!step) return
      unmark()
      unmark = mark(around, step)
      said.textContent = `${(words['step'] ?? '').replace('{k}', String(at + 1)).replace('{n}', String(steps.length))}. ${step.title}. ${step.text}`
      back.disabled = at === 0
      next.disabled = at === steps.length - 1
      tell()
    }
    const show = button(words['show'], () => {
      const control = around.getElementById(steps[at]?.field ?? '')
      window.parent.focus()
      control?.scrollIntoView({ block: 'center' })
      control?.focus()
    })
    const row = Object.assign(document.createElement('div'), { className: 'row' })
    row.append(back, next, show, button(words['close'], offer))
    place.replaceChildren(said, state, row)
    for (const event of ['input', 'change']) around.addEventListener(event, tell)
    stop = () => {
      for (const event of ['input', 'change']) around.removeEventListener(event, tell)
    }
    go(0)
  }
  // The window is gone or shows another page: the form must not stay marked.
  window.addEventListener('pagehide', () => {
    unmark()
    stop()
  })
  offer()
}
