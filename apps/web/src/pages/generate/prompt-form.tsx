import { isRunning, useModels } from '@creative-muse/client/react';
import { Textarea } from '@mantine/core';
import type { KeyboardEvent, SubmitEvent } from 'react';
import { useTexts } from '../../texts/texts-context.js';
import classes from './prompt-form.module.css';
import { useSession } from './session.js';
import { ThinkButton } from './think-button.js';
import { WishOptions } from './wish-options.js';

/** Where an idea is asked for. */
export function PromptForm() {
  const { generate } = useTexts();
  const { wish, change, stream, think } = useSession();
  const { models } = useModels();
  const canThink = wish.prompt.trim() !== '';
  const submit = (event: SubmitEvent | KeyboardEvent): void => {
    event.preventDefault();
    if (canThink) think();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
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
      <ThinkButton isRunning={isRunning(stream)} canThink={canThink} onStop={stream.stop} />
    </form>
  );
}
