import { type Failure, useModels } from '@creative-muse/client/react';
import { Button } from '@mantine/core';
import { type SubmitEvent, useMemo, useState } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './batch-form.module.css';
import { BatchOptions } from './batch-options.js';
import { type BatchPrompts, type BatchWish, firstBatchWish, isCompared, mostIdeas } from './batch-wish.js';
import { checkPrompts } from './check-prompts.js';
import { FormSummary } from './form-summary.js';
import { ModelChips } from './model-chips.js';
import { PromptsInput } from './prompts-input.js';
import { readLines } from './read-prompts.js';

interface Props {
  /** Why the last one was not taken. */
  failure?: Failure;
  onStart: (wish: BatchWish, prompts: BatchPrompts) => void;
}

/** Where many prompts are put together. */
export function BatchForm({ failure, onStart }: Props) {
  const { batch: texts } = useTexts();
  const { language } = usePageLanguage();
  const { models } = useModels();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>();
  const [wish, setWish] = useState<BatchWish>({ ...firstBatchWish, language });

  const prompts = useMemo(() => readLines(text), [text]);
  const current = models?.find((model) => model.current && model.available);
  const keys = chosen ?? (current === undefined ? [] : [current.key]);
  const objections = checkPrompts(prompts, keys.length * wish.n, mostIdeas(wish));
  const isReady = objections.length === 0 && keys.length > 0;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isReady) onStart(wish, { prompts, models: keys });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <PromptsInput text={text} onChange={setText} />
      <ModelChips models={models} value={keys} onChange={setChosen} />
      <BatchOptions wish={wish} onChange={(part) => setWish((before) => ({ ...before, ...part }))} />
      <div className={classes.foot}>
        <FormSummary
          prompts={prompts.length}
          models={keys.length}
          n={wish.n}
          isCompared={isCompared(wish)}
          objections={objections}
        />
        <Button type="submit" radius="xl" size="md" leftSection={<Icon name="batch" />} disabled={!isReady}>
          {texts.start}
        </Button>
      </div>
      {failure !== undefined && <FailureNotice failure={failure} />}
    </form>
  );
}
