import { useEffect, useState } from 'react';
import type { OrganisationView } from '../../../src-shared/ipc/admin-views.ts';
import { bridge } from '../../state/bridge.ts';
import { OfferToMe } from '../admin/security/OfferToMe.tsx';
import { useChange } from '../admin/use-change.tsx';

/**
 * The ownership, while it is offered to this member: also to one who does not administer. Main answers nobody else who
 * has no say, and then there is nothing to show.
 */
export function OwnOffer() {
  const [organisation, setOrganisation] = useState<OrganisationView | null>(null);
  const { ask, preview } = useChange();
  useEffect(() => {
    const load = (): void =>
      void bridge()
        .adminOrganisation({})
        .then((answer) => setOrganisation(answer.ok ? answer.value : null));
    load();
    return bridge().on('people.changed', load);
  }, []);
  return (
    <>
      {organisation !== null && <OfferToMe organisation={organisation} ask={ask} />}
      {preview}
    </>
  );
}
