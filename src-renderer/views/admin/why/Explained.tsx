import { Check, CircleSlash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ExplainedStep, Explanation } from '../../../../src-shared/ipc/admin-views.ts';
import type { IpcError } from '../../../../src-shared/ipc/contract-fields.ts';
import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { bridge } from '../../../state/bridge.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Banner, Spinner } from '../../../ui/parts.tsx';
import { useChange } from '../use-change.tsx';
import { EntryLink } from './EntryLink.tsx';
import { alternativeText, setText, stepText } from './explain-text.ts';
import styles from './WhyView.module.css';

export interface ExplainedProps {
  readonly member: string;
  readonly name: string;
  readonly permission: Permission;
}

/** Why somebody may do a thing or may not, entry by entry, and what would turn the answer around. */
export function Explained({ member, name, permission }: ExplainedProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const { ask, preview } = useChange();
  useEffect(() => {
    let wanted = true;
    setExplanation(null);
    const load = (): void =>
      void bridge()
        .adminExplain({ member, permission })
        .then((answer) => {
          if (!wanted) return;
          setError(answer.ok ? null : answer.error);
          if (answer.ok) setExplanation(answer.value);
        });
    load();
    const off = bridge().on('people.changed', load);
    return () => {
      wanted = false;
      off();
    };
  }, [member, permission]);
  if (error !== null) return <Problem error={error} />;
  if (explanation === null) return <Spinner label={t('list.loading')} />;
  const { allowed, steps, shadowed, alternatives } = explanation;
  const params = { name, permission: t(`permission.${permission}`) };
  return (
    <div className={cx(styles.answer)}>
      <Banner
        tone={allowed ? 'good' : 'neutral'}
        live="status"
        icon={allowed ? <Check size={18} aria-hidden="true" /> : <CircleSlash2 size={18} aria-hidden="true" />}
        title={allowed ? t('adminWhy.may', params) : t('adminWhy.mayNot', params)}
      >
        {t(`permission.${permission}.description`)}
      </Banner>
      <section aria-labelledby="why-because" className={cx(styles.part)}>
        <h2 id="why-because" className={cx(styles.heading)}>
          {t('adminWhy.because')}
        </h2>
        <Steps steps={steps} />
      </section>
      {shadowed.length > 0 && (
        <section aria-labelledby="why-shadowed" className={cx(styles.part)}>
          <h2 id="why-shadowed" className={cx(styles.heading)}>
            {t('adminWhy.shadowed')}
          </h2>
          <Steps steps={shadowed} />
        </section>
      )}
      <section aria-labelledby="why-turn" className={cx(styles.part)}>
        <div>
          <h2 id="why-turn" className={cx(styles.heading)}>
            {t('adminWhy.alternatives')}
          </h2>
          <p className={cx(styles.meta)}>
            {alternatives.length === 0 ? t('adminWhy.noAlternative') : t('adminWhy.alternativesHint')}
          </p>
        </div>
        {alternatives.length > 0 && (
          <ul className={cx(styles.card)}>
            {alternatives.map((alternative) => {
              const text = alternativeText(alternative, i18n);
              return (
                <li key={JSON.stringify(alternative.change)} className={cx(styles.row)}>
                  <span>{text}</span>
                  <Button
                    size="s"
                    aria-label={t('adminWhy.tryOf', { change: text })}
                    onPress={() => ask({ title: text, changes: [alternative.change] })}
                  >
                    {t('adminWhy.try')}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
      </section>
      {preview}
    </div>
  );
}

function Steps({ steps }: { readonly steps: readonly ExplainedStep[] }) {
  const i18n = useI18n();
  return (
    <ol className={cx(styles.card)}>
      {steps.map((step) => (
        <li key={`${step.layer}-${step.reason}-${step.entry}-${step.subject?.name}`} className={cx(styles.row)}>
          <span>
            {stepText(step, i18n)} <span className={cx(styles.meta)}>{setText(step, i18n)}</span>
          </span>
          <EntryLink seq={step.entry} />
        </li>
      ))}
    </ol>
  );
}
