import type { DomainLive } from '#platform/live'

/** The bell: a notice for an employee rings in the room of that employee, `mine:<staff id>`, one in an account in that of its owner. */
export const live: DomainLive = {
  rooms: { account: { mayJoin: async ({ actor }, id) => actor.kind === 'citizen' && actor.level === 'full' && actor.id === id } },
  toRooms: {
    'notice.for-staff': (record) => [{ room: `mine:${record.objectId}`, what: 'notice' }],
    'notice.for-citizen': (record) => [{ room: `account:${record.objectId}`, what: 'notice' }],
  },
}
