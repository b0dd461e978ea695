import { filled, refusedAtOnce, upload } from '../browser/upload.ts'

/** Files go up as they are chosen or dropped, each with its progress and its own refusal; the list itself is drawn by the server. */
const form = document.querySelector<HTMLFormElement>('form[data-files]')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')
const place = form?.querySelector<HTMLElement>('[data-upload]')

function setUp(form: HTMLFormElement, input: HTMLInputElement, place: HTMLElement): void {
  const texts = JSON.parse(place.dataset['texts'] ?? '{}') as Record<string, string>
  const facts = JSON.parse(place.dataset['facts'] ?? '{}') as { size: string; count: number; bytes: number }
  const said = place.querySelector('[data-said]') as HTMLElement
  const list = place.querySelector('[data-progress]') as HTMLElement
  ;(place.querySelector('[data-drop]') as HTMLElement).textContent = texts['drop'] ?? ''
  // With script each file goes up when it is chosen, so the second button has nothing to do.
  for (const button of form.querySelectorAll<HTMLElement>('[data-needless]')) button.hidden = true

  /** The refusal in words, or nothing. */
  const send = async (file: File, row: HTMLElement): Promise<string | undefined> => {
    const words = row.querySelector('span') as HTMLElement
    const bar = row.querySelector('progress') as HTMLProgressElement
    const progress = (percent: number) => {
      bar.value = percent
      words.textContent = filled(texts['sending'], { name: file.name, percent })
    }
    const code = refusedAtOnce(file, facts.bytes) ?? (await upload(place.dataset['upload'] ?? '', file, progress)).refused
    if (code === 'failed') return `${file.name}: ${texts['failed']}`
    return code && filled(texts[code] ?? texts['file.other'], { name: file.name, ...facts })
  }

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
    said.textContent = [...refusals, filled(texts['summary'], { n: taken })].join('. ')
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
