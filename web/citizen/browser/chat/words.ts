/** Words and limits that the server put into the page; the script has none of its own. */
export interface Words {
  texts: Record<string, string>
  facts: { size: string; bytes: number; count: number; max: number }
}
export const wordsOf = (root: HTMLElement): Words => ({
  texts: JSON.parse(root.dataset['texts'] ?? '{}') as Words['texts'],
  facts: JSON.parse(root.dataset['facts'] ?? '{}') as Words['facts'],
})

export const one = <T extends HTMLElement>(root: ParentNode, selector: string): T | null => root.querySelector<T>(selector)
/** Also where the browser keeps its own for pages that came over https. */
export const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
