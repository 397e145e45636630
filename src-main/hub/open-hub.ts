import type { Random } from '../../src-shared/base/random.ts';
import type { HubLocation } from '../../src-shared/protocol/hub-location.ts';
import { createFolderHub } from './folder-hub.ts';
import type { Hub } from './port.ts';

export interface HubPorts {
  readonly random: Random;
}

/**
 * The only place that knows which driver serves which location.
 *
 * @param expect `existing` when the profile has seen this hub before: a store that looks empty is then unreachable
 * rather than new. `any` when an organisation is being created.
 */
export function createHub(location: HubLocation, ports: HubPorts, expect: 'existing' | 'any' = 'any'): Hub {
  switch (location.kind) {
    case 'folder':
      return createFolderHub({ path: location.path, random: ports.random, expect });
  }
}
