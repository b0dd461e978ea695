/** Passkeys: the browser and the device speak, this carries the messages. The library is fetched on the first press. */
type Messages = Record<string, unknown>

/** Where each kind asks for its challenge and brings the answer. */
const paths: Record<string, { options: string; answer: string }> = {
  alone: { options: '/api/account/passkey-session-options', answer: '/api/account/passkey-session' },
  step: { options: '/api/account/session/passkey-options', answer: '/api/account/session/passkey' },
  recover: { options: '/api/account/recoveries/{id}/passkey-options', answer: '/api/account/recoveries/{id}/passkey' },
  add: { options: '/api/account/factors/passkey-options', answer: '/api/account/factors/passkey' },
}

async function post(path: string, body?: Messages): Promise<{ status: number; json: Messages }> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: (await answer.json().catch(() => ({}))) as Messages }
}

function setUp(place: HTMLElement, button: HTMLButtonElement): void {
  const kind = place.dataset['passkey'] ?? ''
  const id = place.dataset['id'] ?? ''
  const { options, answer } = paths[kind] as { options: string; answer: string }
  const at = (path: string) => path.replace('{id}', encodeURIComponent(id))
  const said = place.querySelector<HTMLElement>('[data-said]') as HTMLElement
  const say = (word: 'refused' | 'over' | 'failed' | undefined) => {
    said.hidden = word === undefined
    said.textContent = word ? (said.dataset[word] ?? '') : ''
  }
  const run = async (): Promise<void> => {
    const { startAuthentication, startRegistration } = await import('@simplewebauthn/browser')
    const asked = await post(at(options))
    if (asked.json['code'] === 'step-up.needed') return location.assign(place.dataset['stale'] ?? '/')
    if (asked.status >= 400) return say(asked.status === 401 || asked.status === 410 ? 'over' : 'failed')
    const challenge = (kind === 'alone' ? asked.json['options'] : asked.json) as never
    const made = kind === 'add' ? await startRegistration({ optionsJSON: challenge }) : await startAuthentication({ optionsJSON: challenge })
    const label = document.querySelector<HTMLInputElement>('#label')?.value.trim()
    const given = await post(at(answer), {
      answer: made,
      ...(kind === 'alone' && { id: asked.json['id'] }),
      ...(kind === 'add' && label && { label }),
    })
    if (given.status >= 400) return say(given.status === 410 ? 'over' : 'refused')
    const { next, ways, channels = [] } = given.json as { next?: string; ways?: string[]; channels?: string[] }
    if (next === 'factor' && ways) location.assign(`${place.dataset['factor'] ?? '/sign-in/factor'}?ways=${ways.join('.')}&channels=${channels.join('.')}`)
    else if (place.dataset['submits']) (document.getElementById(place.dataset['submits']) as HTMLFormElement).submit()
    else location.assign(place.dataset['done'] ?? '/')
  }
  button.addEventListener('click', async () => {
    say(undefined)
    button.disabled = true
    try {
      await run()
    } catch {
      // Closed, refused by the person, or the device has none.
      say('refused')
    } finally {
      button.disabled = false
    }
  })
  button.hidden = false
  const none = place.querySelector<HTMLElement>('[data-none]')
  if (none) none.hidden = true
}

if ('PublicKeyCredential' in window)
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) setUp(place, place.querySelector('button') as HTMLButtonElement)

export {}
