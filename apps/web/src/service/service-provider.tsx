import { CreativeMuse } from '@creative-muse/client';
import { MuseContext } from '@creative-muse/client/react';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useReturn } from './use-return.js';
import { watchFetch } from './watch-fetch.js';

interface Service {
  /** Whether nobody answered the last request. */
  isLost: boolean;
  /** Whether the service wants a key before it answers. */
  wantsKey: boolean;
  /** Whether a key was sent, and refused. */
  isKeyWrong: boolean;
  /** Uses a key from now on, and remembers it in this browser. */
  setKey: (key: string) => void;
}

const ServiceContext = createContext<Service>({
  isLost: false,
  wantsKey: false,
  isKeyWrong: false,
  setKey: () => undefined,
});
const memory = 'creative-muse-key';

/** The service that all pages speak with, and what is known about the connection to it. */
export function ServiceProvider({ children }: { children: ReactNode }) {
  const [key, rememberKey] = useState(() => localStorage.getItem(memory) ?? undefined);
  const [isLost, setLost] = useState(false);
  const [wantsKey, setWantsKey] = useState(false);
  const muse = useMemo(() => {
    const listener = { onAnswer: (isThere: boolean) => setLost(!isThere), onKeyWanted: () => setWantsKey(true) };
    return new CreativeMuse({ apiKey: key, fetch: watchFetch(fetch, listener) });
  }, [key]);
  useReturn(isLost, () => setLost(false));

  const setKey = (next: string): void => {
    localStorage.setItem(memory, next);
    rememberKey(next);
    setWantsKey(false);
  };
  return (
    <ServiceContext value={{ isLost, wantsKey, isKeyWrong: wantsKey && key !== undefined, setKey }}>
      <MuseContext value={muse}>{children}</MuseContext>
    </ServiceContext>
  );
}

export function useService(): Service {
  return useContext(ServiceContext);
}
