import { useEffect, useEffectEvent } from 'react'
import type { TextKey } from '../texts/keys.ts'
import { viewSettings } from './view-settings.ts'

interface Shortcut {
  keys: string
  /** KeyboardEvent.code: the place of the key, so that it works in the Russian layout too. */
  code: string
  ctrl?: boolean
  alt?: boolean
  shift?: boolean
  /** Stays in the small profile. */
  small?: boolean
  text: TextKey
}

/** Each has a modifier or is a function key: nothing fires while a reader is in browse mode or speech input types (WCAG 2.1.4). */
export const shortcuts = {
  palette: { keys: 'Ctrl+K', code: 'KeyK', ctrl: true, small: true, text: 'frame.key.palette' },
  list: { keys: 'Ctrl+/', code: 'Slash', ctrl: true, small: true, text: 'frame.key.list' },
  paneNext: { keys: 'F6', code: 'F6', small: true, text: 'frame.key.pane-next' },
  panePrevious: { keys: 'Shift+F6', code: 'F6', shift: true, small: true, text: 'frame.key.pane-previous' },
  send: { keys: 'Ctrl+Enter', code: 'Enter', ctrl: true, small: true, text: 'frame.key.send' },
  next: { keys: 'Alt+J', code: 'KeyJ', alt: true, text: 'frame.key.next' },
  previous: { keys: 'Alt+K', code: 'KeyK', alt: true, text: 'frame.key.previous' },
  takeNext: { keys: 'Alt+N', code: 'KeyN', alt: true, text: 'frame.key.take-next' },
  reply: { keys: 'Alt+R', code: 'KeyR', alt: true, text: 'frame.key.reply' },
  note: { keys: 'Alt+P', code: 'KeyP', alt: true, text: 'frame.key.note' },
  ask: { keys: 'Alt+Q', code: 'KeyQ', alt: true, text: 'frame.key.ask' },
  ready: { keys: 'Alt+T', code: 'KeyT', alt: true, text: 'frame.key.ready' },
  resolve: { keys: 'Alt+Enter', code: 'Enter', alt: true, text: 'frame.key.resolve' },
  transfer: { keys: 'Alt+U', code: 'KeyU', alt: true, text: 'frame.key.transfer' },
  extend: { keys: 'Alt+X', code: 'KeyX', alt: true, text: 'frame.key.extend' },
  why: { keys: 'Alt+W', code: 'KeyW', alt: true, text: 'frame.key.why' },
  attach: { keys: 'Alt+A', code: 'KeyA', alt: true, text: 'frame.key.attach' },
  citizen: { keys: 'Alt+I', code: 'KeyI', alt: true, text: 'frame.key.citizen' },
  side: { keys: 'Alt+O', code: 'KeyO', alt: true, text: 'frame.key.side' },
  firstNew: { keys: 'Alt+L', code: 'KeyL', alt: true, text: 'frame.key.first-new' },
  chats: { keys: 'Alt+C', code: 'KeyC', alt: true, text: 'frame.key.chats' },
  presence: { keys: 'Alt+Z', code: 'KeyZ', alt: true, text: 'frame.key.presence' },
  copyNumber: { keys: 'Alt+Y', code: 'KeyY', alt: true, text: 'frame.key.copy-number' },
  announce: { keys: 'Alt+V', code: 'KeyV', alt: true, text: 'frame.key.announce' },
} as const satisfies Record<string, Shortcut>
export type ShortcutId = keyof typeof shortcuts

// The last one mounted wins: a dialog's "send" stands above the page's.
const handlers = new Map<ShortcutId, (() => unknown)[]>()

const matches = (event: KeyboardEvent, it: Shortcut) =>
  event.code === it.code && (event.ctrlKey || event.metaKey) === !!it.ctrl && event.altKey === !!it.alt && event.shiftKey === !!it.shift

function pressed(event: KeyboardEvent) {
  const { keys: profile } = viewSettings()
  if (profile === 'off' || event.repeat || event.isComposing) return
  for (const [id, shortcut] of Object.entries(shortcuts) as [ShortcutId, Shortcut][]) {
    if (!matches(event, shortcut) || (profile === 'small' && !shortcut.small)) continue
    const handler = handlers.get(id)?.at(-1)
    // A handler that answers false leaves the key to the browser.
    if (handler && handler() !== false) event.preventDefault()
    return
  }
}

export function listenToKeys() {
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}

/** Answers a shortcut while the screen stands; `off` leaves it to whoever stands below. */
export function useShortcut(id: ShortcutId, handler: () => unknown, off = false) {
  const act = useEffectEvent(handler)
  useEffect(() => {
    if (off) return
    const own = () => act()
    const stack = handlers.get(id) ?? []
    handlers.set(id, [...stack, own])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((it) => it !== own),
      )
    }
  }, [id, off])
}

/** Moves the focus among the panes (`data-pane`); after the last the browser gets the key. */
export function movePane(step: 1 | -1) {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[here + step] ?? (here === -1 ? panes[0] : undefined)
  if (!next) return false
  next.focus()
  return true
}
