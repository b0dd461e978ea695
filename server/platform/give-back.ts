import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined
let waiting: NodeJS.Timeout | undefined

/**
 * What starting left behind, about 50 MiB of compiled and thrown away, or what many who came at once did (10 KiB each), is given back once
 * instead of when the next ten thousand requests have come. It stops the process for a tenth of a second, so it waits until so many seconds are over.
 */
export function giveBackIn(seconds = 10): void {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    if (!collect) {
      setFlagsFromString('--expose-gc')
      collect = runInNewContext('gc') as () => void
      setFlagsFromString('--no-expose-gc')
    }
    collect()
  }, seconds * 1000).unref()
}
