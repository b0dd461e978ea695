import { anIntake } from '../../server/testing/factories.ts'
import { aCase, cookieOf, filled, otherDocuments } from './case.ts'
import { matrix } from './matrix.ts'
import { type ApiOffice, nameOf, type Operation } from './office.ts'

const foremost = [
  ['supervisor', 'supervisor'],
  ['security_officer', 'officer'],
  ['mfc_clerk', 'clerk'],
] as const

/** The actor to whom the route opens, so that nothing but what is tried can be refused. */
export const insider = ({ access, path, method }: Operation) =>
  // Signing out must not end the sessions that others come with.
  method === 'DELETE' && path === '/api/staff/session'
    ? 'half'
    : path.includes('erasure')
      ? 'officer'
      : Array.isArray(access)
        ? (foremost.find(([role]) => access.includes(role))?.[1] ?? 'admin')
        : access === 'half' || access === 'staff'
          ? 'holder'
          : access === 'citizen' || access === 'citizen-half'
            ? 'citizen-owner'
            : 'owner'
/** A request of the insider in which nothing is wrong, on a request of its own. */
export async function rightCall(office: ApiOffice, operation: Operation) {
  const row = matrix[nameOf(operation)]!
  const made = await aCase(office, row.state)
  const name = nameOf(operation)
  const payload = {
    ...row.payload,
    ...(name.endsWith('extension-decisions') && { id: made.extensionId }),
    ...(name.endsWith('merger') && { into: made.other }),
    ...(name.endsWith('identity-match') && otherDocuments()),
    ...(/^POST .*(guest-access|joined-requests)$/.test(name) && { number: made.number }),
    ...(name === 'POST /api/tickets' && anIntake()),
    ...(name === 'POST /api/desk/tickets' && { ...anIntake(), channel: 'phone' }),
  }
  return {
    method: operation.method,
    url: filled(operation.path, { number: made.number }) + (row.query ?? ''),
    cookie: await cookieOf(office, insider(operation), made),
    payload,
    made,
  }
}
