import type { DomainLive } from '#platform/live'

/** The bell: a notice for an employee rings in the room of that employee, `mine:<staff id>`. */
export const live: DomainLive = {
  toRooms: { 'notice.for-staff': (record) => [{ room: `mine:${record.objectId}`, what: 'notice' }] },
}
