import { useSyncExternalStore } from 'react'

/**
 * Unsent words live in the memory of this tab and nowhere else: they hold personal data, so no web storage. They outlive
 * a change of page and a sign-in in the middle, and go with the tab; the browser warns before it closes.
 */
const drafts = new Map<string, string>()
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
const warn = (event: BeforeUnloadEvent) => event.preventDefault()

export function setDraft(key: string, text: string) {
  if (text === '') drafts.delete(key)
  else drafts.set(key, text)
  if (drafts.size) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
  tell()
}

export function forgetDrafts() {
  drafts.clear()
  removeEventListener('beforeunload', warn)
  tell()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The unsent text under `key` and how to change it. Named fields of one dialog use keys like `<number>/extend/text`. */
export function useDraft(key: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(listen, () => drafts.get(key) ?? '')
  return [text, (next) => setDraft(key, next)]
}

/** Does this request have unsent words? */
export const useHasDraft = (prefix: string) => useSyncExternalStore(listen, () => [...drafts.keys()].some((key) => key.startsWith(prefix)))
