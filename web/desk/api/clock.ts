let ahead = 0

/** Learns how far this machine's clock is from the server's, from the Date header of an answer (whole seconds). */
export function setByServer(date: string | null) {
  if (date) ahead = Date.parse(date) - Date.now()
}

/** Milliseconds of the server's clock: what is "2 minutes before the end" must not depend on this machine's clock. */
export const serverNow = () => Date.now() + ahead
