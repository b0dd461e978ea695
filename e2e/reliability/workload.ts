// People at work on a server that may die at any moment: what they were told is written down, to be held against the store afterwards.
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, Browser, newKey } from '../helpers/browser.ts'
import { intake, newMarker, pngOf } from '../helpers/intake.ts'
import type { Employee } from '../helpers/staff.ts'

/** A file as it was acknowledged, and the word that it was drawn from. */
export interface KeptFile {
  id: string
  marker: string
}
/** One request and everything about it that somebody was told is done. */
export interface Kept {
  number: string
  marker: string
  /** Whoever filed it, to read it again. */
  browser: Browser
  files: KeptFile[]
  words: string[]
  replies: string[]
}

export interface Workload {
  kept: Kept[]
  browsers: Browser[]
  /** Answers that nobody should have got, by wish and status. */
  surprises: string[]
  /** Wishes answered with success. */
  acknowledged: () => number
  /** No new wishes; waits until each that is under way is answered. */
  finish: () => Promise<void>
  /** No new wishes, and nobody waits: for a test that has failed. */
  abandon: () => void
}

export interface Settings {
  url: string
  citizens: number
  /** Each works through what citizens file; none means that nobody answers. */
  staff: readonly Employee[]
  /** Milliseconds between two wishes of one person. */
  pace: number
}

/** Starts them all. Every wish has a key and is repeated with it until it is answered. */
export function startWorkload({ url, citizens, staff, pace }: Settings): Workload {
  const kept: Kept[] = []
  const waiting: Kept[] = []
  const browsers: Browser[] = []
  const surprises: string[] = []
  let count = 0
  let open = true

  const wish = async (browser: Browser, method: string, path: string, sending: object, expected: number): Promise<Answer | null> => {
    const answer = await browser.insist(method, path, { key: newKey(), ...sending })
    if (answer.status !== expected) {
      surprises.push(`${method} ${path.replace(/\d{2}-[\d-]+/, ':number')} ${answer.status} ${answer.body?.code ?? ''}`)
      return null
    }
    count++
    return answer
  }
  const upload = async (browser: Browser, path: string): Promise<KeptFile | null> => {
    const marker = newMarker()
    const answer = await wish(browser, 'POST', path, { files: [{ name: `${marker}.png`, bytes: pngOf(marker) }] }, 201)
    const files: { id: string; name: string }[] = answer?.body.files ?? answer?.body.draft.files ?? []
    const file = files.find(({ name }) => name === `${marker}.png`)
    if (answer && !file) surprises.push('an uploaded file is not in its answer')
    return file ? { id: file.id, marker } : null
  }

  async function citizen(index: number): Promise<void> {
    for (let turn = 0; open; turn++) {
      const browser = new Browser(url)
      browsers.push(browser)
      const marker = newMarker()
      const files: KeptFile[] = []
      // Every other request comes from a client without a session, whose cookie may be lost together with the answer.
      if ((index + turn) % 2) {
        await browser.insist('PUT', '/api/draft', { json: { subject: 'Начато' } })
        const file = await upload(browser, '/api/draft/files')
        if (file) files.push(file)
      }
      const filed = await wish(browser, 'POST', '/api/tickets', { json: intake(marker, { fileIds: files.map((f) => f.id) }) }, 201)
      if (!filed) continue
      const request: Kept = { number: filed.body.number, marker, browser, files, words: [], replies: [] }
      kept.push(request)
      waiting.push(request)
      await pause(pace)
      const file = await upload(browser, `/api/tickets/${request.number}/files`)
      const text = `Добавляю: ${newMarker()}`
      const added = await wish(browser, 'POST', `/api/tickets/${request.number}/messages`, { json: { text, fileIds: file ? [file.id] : [] } }, 201)
      if (added) {
        request.words.push(text)
        if (file) request.files.push(file)
      }
      await pause(pace)
    }
  }

  async function employee({ browser }: Employee): Promise<void> {
    while (open || waiting.length) {
      const request = waiting.shift()
      if (!request) {
        await pause(pace)
        continue
      }
      const path = `/api/desk/tickets/${request.number}`
      if (!(await wish(browser, 'POST', `${path}/holder`, { json: {} }, 200))) continue
      const text = `Отвечаем: ${newMarker()}`
      if (await wish(browser, 'POST', `${path}/replies`, { json: { text } }, 200)) request.replies.push(text)
      await pause(pace)
    }
  }

  const people = [...Array.from({ length: citizens }, (_, i) => citizen(i)), ...staff.map(employee)]
  const all = Promise.all(people)
  all.catch(() => {})
  return {
    kept,
    browsers,
    surprises,
    acknowledged: () => count,
    finish: async () => {
      open = false
      await all
    },
    abandon: () => {
      open = false
      waiting.length = 0
    },
  }
}
