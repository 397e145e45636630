import { useEffect, useState } from 'react';
import { useSession } from '../../state/session.ts';
import { Profiles } from '../profiles/Profiles.tsx';
import { CreateOrganisation } from './CreateOrganisation.tsx';
import { Doors } from './Doors.tsx';
import { Join } from './Join.tsx';

type Step = 'profiles' | 'doors' | 'create' | 'join';

/** Before any profile is chosen: the chooser when there are profiles, three doors when there are none. */
export function Start() {
  const profiles = useSession((state) => state.profiles);
  const invitation = useSession((state) => state.invitation);
  const [step, setStep] = useState<Step | null>(null);
  useEffect(() => {
    if (invitation !== null) setStep('join');
  }, [invitation]);
  const doors = () => setStep('doors');
  switch (step ?? (profiles.length > 0 ? 'profiles' : 'doors')) {
    case 'profiles':
      return <Profiles profiles={profiles} onAdd={doors} />;
    case 'doors':
      return (
        <Doors
          onCreate={() => setStep('create')}
          onJoin={() => setStep('join')}
          onProfiles={profiles.length > 0 ? () => setStep('profiles') : null}
        />
      );
    case 'create':
      return <CreateOrganisation onBack={doors} />;
    case 'join':
      return <Join onBack={doors} />;
  }
}
