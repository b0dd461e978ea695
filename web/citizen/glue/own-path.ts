/** Only a path of this site may be returned to (ASVS 3.7.2), and not to a page that would send the person on again. */
export const ownPath = (value: string | null | undefined, otherwise: string, not: readonly string[] = []): string =>
  value && /^\/(?![/\\])[^\s\\]*$/.test(value) && !not.some((path) => value === path || value.startsWith(`${path}/`) || value.startsWith(`${path}?`))
    ? value.slice(0, 500)
    : otherwise

/** Pages of signing in: nobody is led back to them afterwards. */
const doors = ['/sign-in', '/register', '/recovery', '/unlock', '/api', '/cancel', '/me/confirm']
export const nextPath = (value: string | null | undefined, otherwise = '/me'): string => ownPath(value, otherwise, doors)
