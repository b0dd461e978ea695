import y2025 from './calendar/2025.json' with { type: 'json' }
import y2026 from './calendar/2026.json' with { type: 'json' }
import y2027 from './calendar/2027.json' with { type: 'json' }
import y2028 from './calendar/2028.json' with { type: 'json' }
import regions from './calendar/regions.json' with { type: 'json' }
import type { CalendarYear } from './model.ts'

/** The production calendar that comes with the product; years loaded by the administrator replace or follow these. Origin of each fact: calendar/origin.json. */
export const SHIPPED_YEARS = [y2025, y2026, y2027, y2028] as readonly (CalendarYear & { counts: (typeof y2025)['counts'] })[]

/** Days off that a region adds; laid over the calendar of an office there, never of the agency. `region` is ISO 3166-2. */
export const REGIONAL_OVERLAYS = regions.examples
