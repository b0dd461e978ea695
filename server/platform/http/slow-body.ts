import type { FastifyInstance } from 'fastify'

/** A form of words arrives at once even from a weak network; whoever drips it holds a connection for nothing (R22). */
const WORDS_SECONDS = 10
/** Files may take minutes on an old phone, as long as they move: at least this much in every interval. */
const INTERVAL_SECONDS = 15
const LEAST_BYTES = 4 * 1024

/** Cuts off bodies that do not arrive: words by a deadline, files by their pace. The server's own limit for a whole request stands above both. */
export function cutSlowBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request
    if (raw.complete || raw.method === 'GET' || raw.method === 'HEAD' || raw.socket === undefined) return
    const files = /^multipart\//i.test(request.headers['content-type'] ?? '')
    let seen = raw.socket.bytesRead ?? 0
    const timer = setInterval(
      () => {
        const now = raw.socket?.bytesRead ?? 0
        if (raw.complete || raw.destroyed) return clearInterval(timer)
        if (files && now - seen >= LEAST_BYTES) seen = now
        else raw.destroy()
      },
      (files ? INTERVAL_SECONDS : WORDS_SECONDS) * 1000,
    )
    timer.unref()
    const stop = () => clearInterval(timer)
    raw.once('end', stop).once('close', stop)
  })
}
