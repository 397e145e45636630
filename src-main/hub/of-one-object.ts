import type { HubError } from './port.ts';

/**
 * SECURITY: S25. Does the answer speak of the object that was asked for alone: too large, or a link or device in its place?
 * Whoever can write to a shared folder can plant those; what stands beside them is as good as before.
 */
export const isOfOneObject = ({ code }: Pick<HubError, 'code'>): boolean =>
  code === 'hub.tooLarge' || code === 'hub.unsuitable';
