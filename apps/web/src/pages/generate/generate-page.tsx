import { useModels } from '@creative-muse/client/react';
import { useEffect, useRef } from 'react';
import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { Announcement } from './announcement.js';
import { Beginnings } from './beginnings.js';
import classes from './generate-page.module.css';
import { IdeaSheet } from './idea-sheet.js';
import { PromptForm } from './prompt-form.js';
import { useSession } from './session.js';

/** The first page: from a prompt to an idea. */
export function GeneratePage() {
  const { generate } = useTexts();
  const { stream, think, surprise } = useSession();
  const { models } = useModels();
  const sheet = useRef<HTMLElement>(null);
  // On a phone the form is as high as the screen: the idea comes into view, wherever it was asked for.
  useEffect(() => {
    const { top = 0 } = sheet.current?.getBoundingClientRect() ?? {};
    if (stream.status === 'connecting' && top > window.innerHeight * 0.7) sheet.current?.scrollIntoView();
  }, [stream.status]);
  // The examples leave; whoever chose one with the keyboard goes on at the idea.
  const goToSheet = (): void => sheet.current?.focus({ preventScroll: true });
  const onExample = (prompt: string): void => {
    think(models, prompt);
    goToSheet();
  };
  const onSurprise = (): void => {
    surprise();
    goToSheet();
  };
  return (
    <div className={classes.column}>
      <PageTitle title={generate.title} lead={generate.lead} />
      <PromptForm models={models} />
      <section ref={sheet} tabIndex={-1} aria-label={generate.idea} className={classes.sheet}>
        {stream.status === 'idle' ? <Beginnings onExample={onExample} onSurprise={onSurprise} /> : <IdeaSheet />}
      </section>
      <Announcement stream={stream} />
    </div>
  );
}
