import { filled, refusedAtOnce, upload } from '../upload.ts'
import { trouble } from './composer.ts'
import { hostHeader } from './host.ts'
import { one, type Words } from './words.ts'

/** CHAT-4: files go up as they are chosen, dropped or pasted, each with its progress; they wait under the message until it is sent. */
export function attach(root: HTMLElement, field: HTMLTextAreaElement, { texts, facts }: Words) {
  const list = one(root, '[data-kept]') as HTMLElement
  const said = one(root, '[data-file-said]') as HTMLElement
  const input = one<HTMLInputElement>(root, '#files')
  const kept = () => [...list.querySelectorAll<HTMLInputElement>('input[name=kept]')].filter(({ checked, type }) => type === 'hidden' || checked)
  const paste = one(root, '[data-paste]')
  if (paste) paste.hidden = false

  const keepOne = (row: HTMLElement, id: string, name: string) => {
    const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name: 'kept', value: `${id}/${name}` })
    const words = Object.assign(document.createElement('span'), { textContent: name })
    const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'linkish', textContent: `${texts['remove']} ` })
    remove.append(Object.assign(document.createElement('span'), { className: 'unseen', textContent: name }))
    remove.addEventListener('click', () => {
      row.remove()
      field.focus()
    })
    row.replaceChildren(hidden, words, remove)
  }
  const send = async (file: File): Promise<string | undefined> => {
    if (kept().length >= facts.count) return 'file.too-many'
    const wrong = refusedAtOnce(file, facts.bytes)
    if (wrong) return wrong
    const row = document.createElement('li')
    const words = document.createElement('span')
    const bar = Object.assign(document.createElement('progress'), { max: 100, value: 0 })
    bar.setAttribute('aria-label', file.name)
    row.append(words, bar)
    list.append(row)
    const progress = (percent: number) => {
      bar.value = percent
      words.textContent = filled(texts['sendingFile'], { name: file.name, percent })
    }
    const done = await upload(`/api/chats/${root.dataset['chat']}/files`, file, progress, hostHeader())
    const [taken] = done.refused === undefined ? done.taken : []
    if (taken) keepOne(row, taken.id, taken.name)
    else row.remove()
    return done.refused ?? (taken ? undefined : 'file.other')
  }
  const take = async (files: File[]): Promise<void> => {
    const refusals: string[] = []
    trouble(root, 'files', undefined)
    for (const file of files) {
      const code = await send(file)
      if (code)
        refusals.push(code === 'failed' ? `${file.name}: ${texts['fileFailed']}` : filled(texts[code] ?? texts['file.other'], { name: file.name, ...facts }))
      else said.textContent = filled(texts['fileAdded'], { name: file.name })
    }
    if (refusals.length > 0) {
      trouble(root, 'files', refusals.join('. '))
      said.textContent = refusals.join('. ')
      one(root, '.attach')?.setAttribute('open', '')
    }
    if (input) input.value = ''
  }
  const allowed = input !== null
  input?.addEventListener('change', () => void take([...(input.files ?? [])]))
  field.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (!allowed || files.length === 0) return
    event.preventDefault()
    // A pasted picture is always called image.png.
    const named = (file: File, at: number) =>
      file.name === 'image.png'
        ? new File([file], `${texts['screenshot']} ${new Date().toISOString().slice(11, 19).replaceAll(':', '-')}${at || ''}.png`, { type: file.type })
        : file
    void take(files.map(named))
  })
  for (const over of ['dragover', 'drop'] as const)
    field.addEventListener(over, (event) => {
      if (!allowed || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (over === 'drop') void take([...event.dataTransfer.files])
    })
  return {
    kept: (): string[] => kept().map(({ value }) => value),
    /** They are with the message now. */
    clear: () => list.replaceChildren(),
    busy: () => one(list, 'progress') !== null,
    putBack: (values: string[]) => {
      for (const value of values) {
        const row = document.createElement('li')
        list.append(row)
        keepOne(row, value.slice(0, value.indexOf('/')), value.slice(value.indexOf('/') + 1))
      }
    },
  }
}
