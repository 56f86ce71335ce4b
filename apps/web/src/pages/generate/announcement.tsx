import type { IdeaStreamState } from '@creative-muse/client/react';
import { VisuallyHidden } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';

/** Tells who listens what happens: that it begins, and the whole idea at its end, not every word in between. */
export function Announcement({ stream: { status, position, idea } }: { stream: IdeaStreamState }) {
  const { generate } = useTexts();
  const texts: Partial<Record<typeof status, string>> = {
    queued: generate.queued(position ?? 1),
    writing: generate.writing,
    stopped: generate.stopped,
    done: idea && generate.announce(idea.title, idea.content),
  };
  return <VisuallyHidden role="status">{texts[status]}</VisuallyHidden>;
}
