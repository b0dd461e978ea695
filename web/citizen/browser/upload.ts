/** A file that the server has taken. */
export interface Taken {
  id: string
  name: string
}
export type Uploaded = { taken: Taken[]; refused?: undefined } | { refused: string }

/** Known before sending: the same limits that the server holds. */
export const refusedAtOnce = (file: File, mostBytes: number): string | undefined =>
  file.size > mostBytes ? 'file.too-big' : file.size === 0 ? 'file.empty' : undefined

/** Sends one file and tells how far it has come; answers what was taken, or the code of the refusal ('failed': the connection broke). */
export function upload(to: string, file: File, progress: (percent: number) => void, headers: Record<string, string> = {}): Promise<Uploaded> {
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    request.open('POST', to)
    for (const [name, value] of Object.entries({ accept: 'application/json', ...headers })) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(Math.floor((100 * loaded) / Math.max(1, total))))
    request.addEventListener('load', () => {
      try {
        const answer = JSON.parse(request.responseText) as { problems?: { code: string }[]; files?: Taken[]; code?: string }
        if (request.status >= 400) return done({ refused: answer.code ?? 'file.other' })
        const [problem] = answer.problems ?? []
        return done(problem ? { refused: problem.code } : { taken: answer.files ?? [] })
      } catch {
        return done({ refused: 'file.other' })
      }
    })
    request.addEventListener('error', () => done({ refused: 'failed' }))
    const body = new FormData()
    body.append('files', file)
    request.send(body)
  })
}

/** `{name}` in a text is replaced; what is not given stays. */
export const filled = (text: string | undefined, values: Record<string, string | number>): string =>
  (text ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
