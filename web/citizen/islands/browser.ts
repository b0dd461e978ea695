/** LOGIN-5: what this browser can do and what its clock says, as a list of passes. */
const place = document.querySelector<HTMLElement>('[data-browser]')
/** A clock further off than this breaks codes of apps and the ends of sessions. Seconds. */
const mostOff = 60

function keepsCookies(): boolean {
  // biome-ignore lint/suspicious/noDocumentCookie: asks whether cookies are kept at all, which the Cookie Store API cannot answer everywhere
  document.cookie = 'check=1; SameSite=Lax; Max-Age=60'
  const kept = /(^|; )check=1/.test(document.cookie)
  // biome-ignore lint/suspicious/noDocumentCookie: the same
  document.cookie = 'check=; Max-Age=0'
  return kept
}

const found: Record<string, () => boolean> = {
  // What the live parts of the site need; older browsers still get every page and form.
  browser: () => 'replaceChildren' in document.body && 'allSettled' in Promise && 'noModule' in HTMLScriptElement.prototype && CSS.supports('inset', '0'),
  cookies: keepsCookies,
  clock: () => Math.abs(Date.now() - performance.now() - Date.parse(place?.dataset['now'] ?? '')) < mostOff * 1000,
}

if (place) {
  let good = true
  for (const row of place.querySelectorAll<HTMLElement>('[data-check]')) {
    const passed = found[row.dataset['check'] ?? '']?.() ?? false
    good &&= passed
    ;(row.querySelector(passed ? '[data-ok-icon]' : '[data-bad-icon]') as HTMLElement).hidden = false
    ;(row.querySelector('[data-words]') as HTMLElement).textContent = (passed ? row.dataset['ok'] : row.dataset['bad']) ?? ''
  }
  ;(place.querySelector('[data-all-good]') as HTMLElement).hidden = !good
  place.hidden = false
  const without = document.querySelector<HTMLElement>('[data-no-script]')
  if (without) without.hidden = true
}

export {}
