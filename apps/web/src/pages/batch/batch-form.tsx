import type { DurableBatchRequest } from '@creative-muse/client';
import { type Failure, useModels } from '@creative-muse/client/react';
import { Button } from '@mantine/core';
import { type SubmitEvent, useMemo, useState } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './batch-form.module.css';
import { type BatchWish, BatchOptions } from './batch-options.js';
import { checkPrompts } from './check-prompts.js';
import { FormSummary } from './form-summary.js';
import { ModelChips } from './model-chips.js';
import { PromptsInput } from './prompts-input.js';
import { readLines } from './read-prompts.js';

interface Props {
  /** Why the last one was not taken. */
  failure?: Failure;
  onStart: (request: DurableBatchRequest, models: readonly string[]) => void;
}

/** Where many prompts are put together. */
export function BatchForm({ failure, onStart }: Props) {
  const { batch: texts } = useTexts();
  const { language } = usePageLanguage();
  const { models } = useModels();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>();
  const [wish, setWish] = useState<BatchWish>({ category: 'general', creativity: 5, language });

  const prompts = useMemo(() => readLines(text), [text]);
  const current = models?.find((model) => model.current && model.available);
  const keys = chosen ?? (current === undefined ? [] : [current.key]);
  const objections = checkPrompts(prompts, keys.length);
  const isReady = objections.length === 0 && keys.length > 0;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    const { category, creativity, parallel = true, language: wished } = wish;
    const options = { category, creativity_level: creativity, language: wished, parallel };
    onStart({ prompts, models: [...keys], ...options }, keys);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <PromptsInput text={text} onChange={setText} />
      <ModelChips models={models} value={keys} onChange={setChosen} />
      <BatchOptions wish={wish} onChange={(part) => setWish((before) => ({ ...before, ...part }))} />
      <div className={classes.foot}>
        <FormSummary prompts={prompts.length} models={keys.length} objections={objections} />
        <Button type="submit" radius="xl" size="md" leftSection={<Icon name="batch" />} disabled={!isReady}>
          {texts.start}
        </Button>
      </div>
      {failure !== undefined && <FailureNotice failure={failure} />}
    </form>
  );
}
