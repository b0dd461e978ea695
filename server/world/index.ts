/** The demonstration: an agency with a made-up name, its staff and five weeks of requests, made through the commands that people use. */
export { demoGuide } from './guide.ts'
export { makeWorld, type World, type WorldSettings } from './make-world.ts'
export { demoCode, demoPassword, demoStaff } from './staff.ts'
export { isHalfMade, WorldRefused } from './state.ts'
