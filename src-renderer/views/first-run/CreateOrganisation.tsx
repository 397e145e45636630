import { Check, FolderOpen, HardDrive } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import type { Chosen } from '../../../src-shared/ipc/files-contract.ts';
import type { PresetKey } from '../../../src-shared/policy/presets/preset-outlines.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { bridge } from '../../state/bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { useNewPassword } from '../../ui/useNewPassword.tsx';
import { ChoosePreset } from './ChoosePreset.tsx';
import styles from './CreateOrganisation.module.css';
import { looksLikeEmail } from './email.ts';
import { Frame } from './Frame.tsx';
import { KeychainConsent } from './KeychainConsent.tsx';

const STEPS = ['create.stepOrganisation', 'create.stepPreset', 'create.stepHub', 'create.stepPassword'] as const;
const HUB = STEPS.indexOf('create.stepHub');
const LAST = STEPS.length - 1;

export function CreateOrganisation({ onBack }: { readonly onBack: () => void }) {
  const { t } = useI18n();
  const [step, setStep] = useState(0);
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [preset, setPreset] = useState<PresetKey>('sealpost');
  const [hub, setHub] = useState<Chosen | null>(null);
  const [checked, setChecked] = useState(false);
  const [consent, setConsent] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const password = useNewPassword(t('password.label'), true);

  const missing = (value: string): string | null => (checked && value.trim() === '' ? t('field.required') : null);
  const named = organisation.trim() !== '' && name.trim() !== '' && looksLikeEmail(email);

  const chooseHub = async (): Promise<void> => {
    const answer = await bridge().filesChoose({ what: 'hub' });
    if (!answer.ok) setError(answer.error);
    else if (answer.value[0]) {
      setHub(answer.value[0]);
      setError(null);
    }
  };

  const create = async (): Promise<void> => {
    if (!password.check() || hub === null || consent === false) return;
    setBusy(true);
    setError(null);
    const answer = await bridge().organisationCreate({
      organisation,
      name,
      email: email.trim(),
      password: password.value,
      hub: hub.handle,
      preset,
      allowPasswordOnly: consent === true,
    });
    // The new vault is open: showing its profile shows the inbox.
    if (answer.ok) return void bridge().profileSelect({ profile: answer.value.profile, newWindow: false });
    setBusy(false);
    if (answer.error.code === 'vault.noKeychain') setConsent(false);
    else setError(answer.error);
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (step === 0 && !named) return;
    if (step === HUB && hub === null) return;
    if (step === LAST) return void create();
    setChecked(false);
    setStep(step + 1);
  };

  const back = (): void => {
    setError(null);
    if (step === 0) onBack();
    else setStep(step - 1);
  };

  return (
    <Frame title={t(TITLES[step] ?? 'create.title')} lead={t(LEADS[step] ?? 'create.lead')} onBack={busy ? null : back}>
      <ol className={cx(styles.steps)} aria-label={t('create.step', { step: step + 1, steps: STEPS.length })}>
        {STEPS.map((key, index) => (
          <li
            key={key}
            className={cx(styles.step)}
            data-state={index < step ? 'done' : index === step ? 'now' : 'next'}
            aria-current={index === step ? 'step' : undefined}
          >
            <span className={cx(styles.number)} aria-hidden="true">
              {index < step ? <Check size={13} strokeWidth={3} /> : index + 1}
            </span>
            {t(key)}
          </li>
        ))}
      </ol>
      <form className={cx(styles.form)} onSubmit={onSubmit} noValidate key={step}>
        {step === 0 && (
          <>
            <Field
              label={t('create.organisation')}
              hint={t('create.organisationHint')}
              value={organisation}
              onChange={setOrganisation}
              error={missing(organisation)}
              maxLength={100}
              autoFocus
            />
            <Field
              label={t('create.name')}
              value={name}
              onChange={setName}
              error={missing(name)}
              maxLength={100}
              autoComplete="name"
            />
            <Field
              label={t('create.email')}
              hint={t('create.emailHint')}
              type="email"
              value={email}
              onChange={setEmail}
              error={checked && !looksLikeEmail(email) ? t('field.email') : null}
              maxLength={254}
              autoComplete="email"
            />
          </>
        )}
        {step === 1 && <ChoosePreset value={preset} onChange={setPreset} />}
        {step === HUB && (
          <div className={cx(styles.hub)} data-chosen={hub !== null}>
            <span className={cx(styles.hubIcon)} aria-hidden="true">
              <HardDrive size={22} />
            </span>
            <span className={cx(styles.hubText)}>
              {hub === null ? (
                <span className={cx(styles.hubNone)} data-wrong={checked}>
                  {t('create.hubMissing')}
                </span>
              ) : (
                <>
                  <span className={cx(styles.hubLabel)}>{t('create.hubChosen')}</span>
                  <span className={cx(styles.hubName)}>{hub.name}</span>
                </>
              )}
            </span>
            <Button
              icon={<FolderOpen size={16} aria-hidden="true" />}
              variant={hub === null ? 'primary' : 'secondary'}
              onPress={() => void chooseHub()}
              autoFocus
            >
              {hub === null ? t('create.hubChoose') : t('create.hubChange')}
            </Button>
          </div>
        )}
        {step === LAST && password.fields}
        {consent !== null && step === LAST && <KeychainConsent value={consent} onChange={setConsent} />}
        <Problem error={error} />
        <div className={cx(styles.actions)}>
          {busy && <Spinner label={t('create.working')} />}
          <Button
            type="submit"
            variant={step === HUB && hub === null ? 'secondary' : 'primary'}
            size="l"
            isDisabled={busy || (step === LAST && consent === false)}
          >
            {step === LAST ? t('create.submit') : t('create.next')}
          </Button>
        </div>
      </form>
    </Frame>
  );
}

const TITLES = ['create.title', 'create.presetTitle', 'create.hubTitle', 'create.passwordTitle'] as const;
const LEADS = ['create.lead', 'create.presetLead', 'create.hubLead', 'create.passwordLead'] as const;
