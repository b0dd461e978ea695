import { type Colour, colourOf, type Theme } from '../ui/tokens.ts'

const used: Colour[] = ['surface', 'text', 'control', 'primary', 'primary-hover', 'on-primary', 'danger', 'focus']
const theme = (name: Theme) => used.map((colour) => `--${colour}:${colourOf(colour, name)}`).join(';')

/** Wide enough for a panel beside the page; else the chat takes the whole screen. */
export const narrow = '(max-width: 767px), (max-height: 479px)'

/**
 * Sizes follow the reader's own letter size, never the page's: a page that sets its root to 10 px does not shrink the chat.
 * Nothing is inherited from the page: the host element is reset (widget.ts).
 */
export const css = `
:host{${theme('light')};color-scheme:light dark}
@media (prefers-color-scheme:dark){:host{${theme('dark')}}}
@media (prefers-contrast:more){:host{${theme('contrast-light')}}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:host{${theme('contrast-dark')}}}
*{box-sizing:border-box}
button,a{font:550 1em/1.3 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;cursor:pointer}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.open{position:fixed;bottom:max(16px,env(safe-area-inset-bottom));z-index:2147483646;display:inline-flex;align-items:center;gap:.5em;min-height:48px;max-width:calc(100vw - 32px);padding:.6em 1.1em;border:2px solid var(--surface);border-radius:999px;background:var(--primary);color:var(--on-primary);box-shadow:0 2px 8px rgb(0 0 0/.3)}
.open:hover{background:var(--primary-hover)}
.open svg{width:1.25em;height:1.25em;flex:none}
.count{min-width:1.6em;padding:0 .4em;border-radius:999px;background:var(--on-primary);color:var(--primary);text-align:center}
.left{left:16px}.right{right:16px}
dialog{position:fixed;z-index:2147483647;inset:auto;bottom:80px;margin:0;padding:0;width:400px;height:min(640px,100vh - 96px);border:2px solid var(--control);border-radius:12px;background:var(--surface);color:var(--text);box-shadow:0 16px 48px rgb(0 0 0/.3);overflow:hidden}
dialog.left{left:16px}dialog.right{right:16px}
dialog[open]{display:flex;flex-direction:column}
dialog::backdrop{background:none}
@media ${narrow}{dialog.left,dialog.right{inset:0;width:100%;max-width:none;height:100%;max-height:none;border:0;border-radius:0}@supports (height:100dvh){dialog.left,dialog.right{height:100dvh}}}
.head{display:flex;align-items:center;justify-content:space-between;gap:12px;padding:4px 4px 4px 12px;border-bottom:1px solid var(--control)}
h2{margin:0;font:620 1em/1.3 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere;min-width:0}
.head button,.away button{min-height:44px;padding:.4em 1em;border:2px solid var(--primary);border-radius:8px;background:none;color:var(--primary)}
.head button{border-color:transparent;flex:none}
iframe{flex:1 1 auto;min-height:0;width:100%;border:0;color-scheme:light dark}
.wait,.away{padding:16px;font:400 1em/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.away a{display:inline-block;padding:12px 0;color:var(--primary)}
.away p{margin:0 0 12px}
[hidden]{display:none!important}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (forced-colors:active){.open{border-color:ButtonText}}
@media print{.open,dialog{display:none!important}}
`
