import { one } from './words.ts'

const seqOf = (item: HTMLElement): number => Number(item.dataset['seq'] ?? 0)

/** What a part looked like when the server drew it last: what the person opened or typed since is no change. */
export type Drawn = Map<string, string>
export const drawnNow = (root: HTMLElement): Drawn =>
  new Map([...root.querySelectorAll<HTMLElement>('[data-part]')].map((part) => [part.dataset['part'] ?? '', part.innerHTML]))

/** Puts newly drawn parts in place of the old ones and adds new messages; answers those. What is open, typed or focused stays so. */
export function takeOver(root: HTMLElement, fresh: HTMLElement, drawn: Drawn): HTMLElement[] {
  for (const name of ['last', 'state', 'open', 'more', 'troubles']) {
    const value = fresh.dataset[name]
    if (value === undefined) delete root.dataset[name]
    else root.dataset[name] = value
  }
  for (const part of fresh.querySelectorAll<HTMLElement>('[data-part]')) {
    const name = part.dataset['part'] ?? ''
    const old = one(root, `[data-part="${name}"]`)
    if (!old || drawn.get(name) === part.innerHTML) continue
    drawn.set(name, part.innerHTML)
    replace(old, part)
  }
  const added = addNews(root, fresh)
  const offered = one(fresh, '[role=log]')?.dataset['offered']
  if (offered !== undefined) offerOnly(root, offered)
  markRead(root, fresh)
  if (!root.dataset['open']) {
    const composer = one(root, '[data-composer]')
    if (composer) leaving(root, composer)
  }
  return added
}

/** Buttons stay under that message alone; `none`: under no one, as somebody has written after them. */
export function offerOnly(root: HTMLElement, offered: string): void {
  for (const options of root.querySelectorAll<HTMLElement>('[data-options]'))
    if (options.closest<HTMLElement>('[data-seq]')?.dataset['seq'] !== offered) leaving(root, options)
}

function addNews(root: HTMLElement, fresh: HTMLElement): HTMLElement[] {
  const list = one(root, '[data-news]')
  const known = new Set([...root.querySelectorAll<HTMLElement>('[data-seq]')].map(seqOf))
  const items = [...fresh.querySelectorAll<HTMLElement>('[data-news] > li')].filter((item) => !known.has(seqOf(item)))
  const added = items.map((item) => document.importNode(item, true))
  list?.append(...added)
  return added
}

/** "Sent" becomes "read" on messages that stood there before. */
function markRead(root: HTMLElement, fresh: HTMLElement): void {
  const read = Number(fresh.dataset['read'] ?? 0)
  const word = root.dataset['wordRead'] ?? ''
  for (const mark of root.querySelectorAll<HTMLElement>('[data-mark]')) {
    const item = mark.closest<HTMLElement>('[data-seq]')
    const text = `, ${word}`
    if (item && seqOf(item) <= read && mark.textContent !== text) mark.textContent = text
  }
}

/** Takes something away; whoever stood in it goes on at the talk itself. */
function leaving(root: HTMLElement, gone: HTMLElement): void {
  const focused = gone.contains(document.activeElement)
  gone.remove()
  if (focused) (one(root, '#message') ?? one(root, '[role=log]'))?.focus()
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
const isRadio = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && field.type === 'radio'
/** By the person, since the server drew it. */
const isChanged = (field: Field): boolean => {
  if (isRadio(field)) return field.checked && !field.defaultChecked
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.defaultSelected === false
  return field.value !== field.defaultValue
}
const fieldsOf = (part: HTMLElement): Field[] => [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(isField)

/** Where the focus was, as a selector that also fits the new part. */
function placeOf(active: HTMLElement): string | undefined {
  if (active.id) return `#${active.id}`
  const fold = active.closest<HTMLElement>('[data-key]')?.dataset['key']
  return fold && `[data-key="${fold}"] > summary`
}

function replace(old: HTMLElement, fresh: HTMLElement): void {
  const open = [...old.querySelectorAll<HTMLElement>('details[open][data-key]')].map((fold) => fold.dataset['key'])
  const changed = fieldsOf(old).filter(isChanged)
  const active = old.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined
  const where = active && placeOf(active)
  old.replaceChildren(...[...document.importNode(fresh, true).childNodes])
  for (const fold of old.querySelectorAll<HTMLDetailsElement>('details[data-key]')) if (open.includes(fold.dataset['key'])) fold.open = true
  for (const { name, value } of changed)
    for (const field of fieldsOf(old).filter((one) => one.name === name)) {
      if (!isRadio(field)) field.value = value
      else if (field.value === value) field.checked = true
    }
  if (active) ((where && one(old, where)) || one(document, '#message') || one(document, '#talk'))?.focus()
}
