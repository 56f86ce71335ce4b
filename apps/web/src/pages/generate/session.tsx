import type { Model, StreamRequest } from '@creative-muse/client';
import { type IdeaStream, useIdeaStream } from '@creative-muse/client/react';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { usePageLanguage } from '../../texts/texts-context.js';
import { firstWish, toRequest, toSurprise, type Wish } from './wish.js';

interface Session {
  wish: Wish;
  change: (part: Partial<Wish>) => void;
  stream: IdeaStream;
  /** What is being written, or was. */
  sent?: StreamRequest;
  /** Has an idea written for what is wished, or for this prompt, as far as these models can do it. */
  think: (models?: readonly Model[], prompt?: string) => void;
  /** Has one written for a prompt that the service picks. */
  surprise: () => void;
  /** Has another one written for the same request. */
  again: () => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Keeps what is wished and written while other pages are looked at. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { language } = usePageLanguage();
  const [wish, setWish] = useState(firstWish);
  const [sent, setSent] = useState<StreamRequest>();
  const stream = useIdeaStream();

  const send = (request: StreamRequest): void => {
    setSent(request);
    stream.start(request);
  };
  const session: Session = {
    wish,
    change: (part) => setWish((before) => ({ ...before, ...part })),
    stream,
    sent,
    think: (models, prompt = wish.prompt) => {
      setWish((before) => ({ ...before, prompt }));
      send(toRequest({ ...wish, prompt }, language, models));
    },
    surprise: () => send(toSurprise(wish, language)),
    again: () => {
      if (sent !== undefined) send(sent);
    },
  };
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession stands inside a SessionProvider.');
  return session;
}
