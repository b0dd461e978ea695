/** Files go up as they are chosen or dropped, each with its progress and its own refusal; the list itself is drawn by the server. */
interface Answer {
  problems: { name: string; code: string }[]
}

const form = document.querySelector<HTMLFormElement>('form[data-files]')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')
const place = form?.querySelector<HTMLElement>('[data-upload]')

function setUp(form: HTMLFormElement, input: HTMLInputElement, place: HTMLElement): void {
  const texts = JSON.parse(place.dataset['texts'] ?? '{}') as Record<string, string>
  const facts = JSON.parse(place.dataset['facts'] ?? '{}') as { size: string; count: number; bytes: number }
  const said = place.querySelector('[data-said]') as HTMLElement
  const list = place.querySelector('[data-progress]') as HTMLElement
  const say = (text: string | undefined, values: Record<string, string | number>): string =>
    (text ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  ;(place.querySelector('[data-drop]') as HTMLElement).textContent = texts['drop'] ?? ''
  // With script each file goes up when it is chosen, so the second button has nothing to do.
  for (const button of form.querySelectorAll<HTMLElement>('[data-needless]')) button.hidden = true

  const send = (file: File, row: HTMLElement): Promise<string | undefined> =>
    new Promise((done) => {
      const wrong = (code: string) => done(say(texts[code] ?? texts['file.other'], { name: file.name, ...facts }))
      // Known before sending: the same limit that the server holds.
      if (file.size > facts.bytes) return wrong('file.too-big')
      if (file.size === 0) return wrong('file.empty')
      const words = row.querySelector('span') as HTMLElement
      const bar = row.querySelector('progress') as HTMLProgressElement
      const request = new XMLHttpRequest()
      request.open('POST', place.dataset['upload'] ?? '')
      request.setRequestHeader('accept', 'application/json')
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        const percent = Math.floor((100 * loaded) / Math.max(1, total))
        bar.value = percent
        words.textContent = say(texts['sending'], { name: file.name, percent })
      })
      request.addEventListener('load', () => {
        try {
          const answer = JSON.parse(request.responseText) as Answer & { code?: string }
          if (request.status >= 400) return wrong(answer.code ?? 'file.other')
          const [problem] = answer.problems
          return problem ? wrong(problem.code) : done(undefined)
        } catch {
          return wrong('file.other')
        }
      })
      request.addEventListener('error', () => done(`${file.name}: ${texts['failed']}`))
      const body = new FormData()
      body.append('files', file)
      request.send(body)
    })

  /** The list as the server draws it, put in place of the old one. */
  const redraw = async (): Promise<void> => {
    const answer = await fetch(form.action, { headers: { accept: 'text/html' } })
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('kept')
    const old = document.getElementById('kept')
    if (fresh && old) old.replaceWith(document.importNode(fresh, true))
  }

  const take = async (files: File[]): Promise<void> => {
    let taken = 0
    const refusals: string[] = []
    for (const file of files) {
      const row = document.createElement('li')
      row.append(document.createElement('span'), Object.assign(document.createElement('progress'), { max: 100, value: 0 }))
      ;(row.querySelector('progress') as HTMLElement).setAttribute('aria-label', file.name)
      list.append(row)
      const refusal = await send(file, row)
      if (refusal === undefined) {
        taken++
        row.remove()
      } else {
        refusals.push(refusal)
        row.className = 'field-error'
        row.textContent = refusal
      }
    }
    await redraw().catch(() => location.reload())
    // One summary for readers, not each percent.
    said.textContent = [...refusals, say(texts['summary'], { n: taken })].join('. ')
    input.value = ''
  }

  input.addEventListener('change', () => void take([...(input.files ?? [])]))
  // Chosen before this script had loaded, on a slow line.
  if (input.files?.length) void take([...input.files])
  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('over')
  })
  form.addEventListener('dragleave', () => form.classList.remove('over'))
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('over')
    void take([...(event.dataTransfer?.files ?? [])])
  })
}
if (form && input && place) setUp(form, input, place)

export {}
