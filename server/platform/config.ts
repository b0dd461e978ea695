/** The settings of the service: read once at start (load.ts), each with its unit and reason (groups-*.ts). */
export type { Role } from './config/groups-server.ts'
export { type Config, ConfigError, describeSettings, loadConfig } from './config/load.ts'
export { productionProblems } from './config/production.ts'
export type { Problem } from './config/settings.ts'
