import type { IdeaStreamState } from '@creative-muse/client/react';
import { VisuallyHidden } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';

/** Tells who listens what happens: that it begins, and the whole idea at its end, not every word in between. */
export function Announcement({ stream: { status, position, idea, attempt } }: { stream: IdeaStreamState }) {
  const { generate, candidates } = useTexts();
  const texts: Partial<Record<typeof status, string>> = {
    queued: attempt > 1 ? generate.restarted : generate.queued(position ?? 1),
    writing: attempt > 1 ? generate.restarted : generate.writing,
    stopped: generate.stopped,
    done: idea && generate.announce(idea.title, idea.content),
  };
  const chosen = idea?.candidates ? ` ${candidates.chosenFrom(idea.candidates.length)}.` : '';
  return (
    <VisuallyHidden role="status">
      {texts[status]}
      {chosen}
    </VisuallyHidden>
  );
}
