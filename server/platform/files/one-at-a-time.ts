/**
 * A queue of one. An image of 40 megapixels takes 160 MB while it is decoded and a PDF's worker up to 600 MB:
 * ten of them at once would take the server down, one after the other they do not.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
