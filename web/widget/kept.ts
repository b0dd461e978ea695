/** What this page remembers, and nothing more: that a talk goes on (for all its tabs), that the chat stood open (for this one). A browser that keeps nothing forgets it. */
const name = 'opora-chat'

const put = (store: () => Storage, on: boolean) => {
  try {
    if (on) store().setItem(name, '1')
    else store().removeItem(name)
  } catch {}
}
const get = (store: () => Storage): boolean => {
  try {
    return store().getItem(name) !== null
  } catch {
    return false
  }
}
const tabs = () => localStorage
const tab = () => sessionStorage

export const kept = {
  talk: (on: boolean) => put(tabs, on),
  hadTalk: () => get(tabs),
  open: (on: boolean) => put(tab, on),
  wasOpen: () => get(tab),
}
