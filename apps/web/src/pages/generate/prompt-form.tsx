import type { Model } from '@creative-muse/client';
import { isRunning } from '@creative-muse/client/react';
import { Textarea } from '@mantine/core';
import { type KeyboardEvent, type SubmitEvent, useRef } from 'react';
import { useTexts } from '../../texts/texts-context.js';
import { CreativitySlider } from './creativity-slider.js';
import classes from './prompt-form.module.css';
import { useSession } from './session.js';
import { ThinkButton } from './think-button.js';
import { WishOptions } from './wish-options.js';

/** Where an idea is asked for. */
export function PromptForm({ models }: { models?: readonly Model[] }) {
  const { generate } = useTexts();
  const { wish, change, stream, think } = useSession();
  const prompt = useRef<HTMLTextAreaElement>(null);
  const submit = (event: SubmitEvent | KeyboardEvent): void => {
    event.preventDefault();
    if (wish.prompt.trim() === '') prompt.current?.focus();
    else think(models);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        ref={prompt}
        aria-label={generate.prompt}
        placeholder={generate.placeholder}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={10}
        classNames={{ input: classes.prompt }}
        value={wish.prompt}
        onChange={(event) => change({ prompt: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
      <WishOptions models={models} />
      <div className={classes.foot}>
        <CreativitySlider value={wish.creativity} onChange={(creativity) => change({ creativity })} />
        <ThinkButton isRunning={isRunning(stream)} onStop={stream.stop} />
      </div>
    </form>
  );
}
