import { type Failure, useModels } from '@creative-muse/client/react';
import { Button } from '@mantine/core';
import { type SubmitEvent, useMemo, useState } from 'react';
import { canFuse } from '../../parts/candidates/can-fuse.js';
import { countOf, toPossible } from '../../parts/candidates/ensemble-wish.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './batch-form.module.css';
import { BatchOptions } from './batch-options.js';
import { type BatchPrompts, type BatchWish, firstBatchWish, isCompared, mostIdeas, writersOf } from './batch-wish.js';
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
  const { batch: texts, candidates } = useTexts();
  const { language } = usePageLanguage();
  const { models } = useModels();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>();
  const [wished, setWish] = useState<BatchWish>({ ...firstBatchWish, language });

  const prompts = useMemo(() => readLines(text), [text]);
  const current = models?.find((model) => model.current && model.available);
  const keys = chosen ?? (current === undefined ? [] : [current.key]);
  const isFusible = canFuse(models, keys);
  const ensemble = toPossible({ ...wished, models: keys }, isFusible);
  const wish: BatchWish = { ...wished, candidates: ensemble.candidates, strategy: ensemble.strategy };
  const writers = writersOf(wish, keys).length;
  const objections = checkPrompts(prompts, writers * wish.n, mostIdeas(wish));
  const isReady = objections.length === 0 && keys.length > 0;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isReady) onStart(wish, { prompts, models: keys });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <PromptsInput text={text} onChange={setText} />
      <ModelChips
        label={wish.candidates > 1 ? candidates.models : texts.models}
        models={models}
        value={keys}
        onChange={setChosen}
      />
      <BatchOptions
        wish={wished}
        models={keys}
        canFuse={isFusible}
        onChange={(part) => setWish((before) => ({ ...before, ...part }))}
      />
      <div className={classes.foot}>
        <FormSummary
          prompts={prompts.length}
          models={keys.length}
          n={wish.n}
          candidates={countOf(ensemble)}
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
