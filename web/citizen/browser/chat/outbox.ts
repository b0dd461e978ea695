import { newKey, one, type Words } from './words.ts'

export interface Message {
  text: string
  /** Files that were taken beforehand, each as "id/name". */
  kept: string[]
}
/** `away`: nobody answered, so it is sent again with the same key; `refused`: it will not be taken as it is. */
export type Sent = 'sent' | 'refused' | 'away'
interface Settings {
  root: HTMLElement
  words: Words
  send: (body: URLSearchParams) => Promise<Sent>
  /** Gives what was not taken back to the person. */
  giveBack: (message: Message) => void
}

const firstWait = 2000
const longestWait = 30_000

/** Messages on their way, one after another; each keeps its key over every try, so that none is said twice. */
export function outbox({ root, words: { texts }, send, giveBack }: Settings) {
  const waiting: { key: string; message: Message; item: HTMLElement }[] = []
  const list = one(root, '[data-unsent]') as HTMLElement
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined

  const mark = (item: HTMLElement, failed: boolean) => {
    ;(one(item, '.by') as HTMLElement).textContent = `${texts['you']}, ${failed ? '' : texts['sending']}`.replace(/, $/, '')
    ;(one(item, '[data-failed]') as HTMLElement).hidden = !failed
  }
  const away = () => {
    for (const { item } of waiting) mark(item, true)
    timer = setTimeout(() => void pump(), wait)
    wait = Math.min(wait * 2, longestWait)
  }
  const sendAll = async (): Promise<boolean> => {
    clearTimeout(timer)
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { key, message, item } = next
      mark(item, false)
      const sent = await send(new URLSearchParams([['key', key], ['text', message.text], ...message.kept.map((one) => ['kept', one])]))
      // Taken back by the person meanwhile.
      if (waiting[0] !== next) continue
      if (sent === 'away') {
        away()
        return false
      }
      wait = firstWait
      waiting.shift()
      item.remove()
      if (sent === 'refused') giveBack(message)
    }
    return true
  }
  let running: Promise<boolean> | undefined
  /** Sends what waits, one run at a time; false when the service could not be reached. */
  const pump = (): Promise<boolean> => {
    running ??= sendAll().finally(() => {
      running = undefined
    })
    return running
  }
  const draw = (message: Message): HTMLElement => {
    const item = document.createElement('li')
    item.className = 'by-citizen unsent'
    const by = Object.assign(document.createElement('p'), { className: 'by' })
    const text = Object.assign(document.createElement('p'), { className: 'said', textContent: message.text })
    const names = message.kept.map((one) => one.slice(one.indexOf('/') + 1)).join(', ')
    const failed = document.createElement('div')
    failed.dataset['failed'] = ''
    failed.hidden = true
    const why = Object.assign(document.createElement('p'), { textContent: texts['failed'] ?? '' })
    const row = Object.assign(document.createElement('div'), { className: 'buttons' })
    const again = Object.assign(document.createElement('button'), { type: 'button', textContent: texts['again'] ?? '' })
    const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: texts['drop'] ?? '' })
    again.addEventListener('click', () => void pump())
    drop.addEventListener('click', () => {
      const at = waiting.findIndex((one) => one.item === item)
      if (at !== -1) waiting.splice(at, 1)
      item.remove()
      giveBack(message)
    })
    row.append(again, drop)
    failed.append(why, row)
    item.append(by, text, ...(names ? [Object.assign(document.createElement('p'), { textContent: names })] : []), failed)
    return item
  }
  addEventListener('online', () => void pump())
  return {
    push: (message: Message) => {
      const item = draw(message)
      list.append(item)
      waiting.push({ key: newKey(), message, item })
      void pump()
    },
    pump,
    /** Words that have not reached the server. */
    unsent: (): string[] => waiting.map(({ message }) => message.text),
  }
}
