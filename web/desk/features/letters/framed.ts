/**
 * The cleaned HTML of a letter as a page of its own, for a frame without rights (`sandbox=""`). Its policy stands in it beside the desk's: nothing
 * is asked of any host, images are those in the text, and no style of the letter's own is there to begin with.
 */
export const framed = (html: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; form-action 'none'; base-uri 'none'"><meta name="referrer" content="no-referrer"></head><body>${html}</body></html>`
