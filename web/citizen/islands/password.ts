/** Helps an honest person to type a password: shows it on demand, and says in words what may be in the way. Nothing of it leaves the page. */
for (const place of document.querySelectorAll<HTMLElement>('[data-password]')) {
  const input = document.getElementById(place.dataset['password'] ?? '') as HTMLInputElement
  const button = place.querySelector('button') as HTMLButtonElement
  const said = place.querySelector('p') as HTMLElement
  button.hidden = false
  button.addEventListener('click', () => {
    const show = input.type === 'password'
    input.type = show ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(show))
    button.textContent = (show ? button.dataset['hide'] : button.dataset['show']) ?? ''
    input.focus()
  })
  let caps = false
  const say = () => {
    const { value } = input
    const hints = [
      caps && place.dataset['caps'],
      /[а-яё]/i.test(value) && place.dataset['layout'],
      value !== value.trim() && value.trim() !== '' && place.dataset['blank'],
    ].filter(Boolean)
    const text = hints.join(' ')
    // Set only when it changes, so that readers hear it once.
    if (said.textContent !== text) said.textContent = text
  }
  const look = (event: Event) => {
    // Filled in by the browser, the event is no keyboard event.
    if (event instanceof KeyboardEvent && event.key !== 'CapsLock') caps = event.getModifierState('CapsLock')
    else if (event instanceof KeyboardEvent && event.type === 'keyup') caps = event.getModifierState('CapsLock')
    say()
  }
  input.addEventListener('keydown', look)
  input.addEventListener('keyup', look)
  input.addEventListener('input', say)
  // Nobody should find it in clear on the way back to this page.
  input.form?.addEventListener('submit', () => {
    input.type = 'password'
  })
}

export {}
