import type { Platform } from './platform.ts'

/**
 * Whether text messages are a channel here: there is a gateway, or nobody real is served yet and messages are shown on a page.
 * In production without a gateway nothing is offered by telephone, because a code that never comes locks people out.
 */
export const smsIsOn = ({ config, mode }: Pick<Platform, 'config' | 'mode'>): boolean => config.sms.gatewayUrl !== null || mode !== 'production'
