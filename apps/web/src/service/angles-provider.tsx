import type { Angle } from '@creative-muse/client';
import { useMuse } from '@creative-muse/client/react';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { usePageLanguage } from '../texts/texts-context.js';
import { useService } from './service-provider.js';

const AnglesContext = createContext<readonly Angle[]>([]);

/** The angles that the service offers, named in the language of the page. */
export function AnglesProvider({ children }: { children: ReactNode }) {
  const muse = useMuse();
  const { isLost } = useService();
  const { language } = usePageLanguage();
  const [angles, setAngles] = useState<readonly Angle[]>([]);
  useEffect(() => {
    if (isLost) return;
    const controller = new AbortController();
    const { signal } = controller;
    // Without an answer nothing is offered; what the connection lacks, others on this page say.
    muse.angles(language, { signal }).then(setAngles, () => undefined);
    return () => controller.abort();
  }, [muse, language, isLost]);
  return <AnglesContext value={angles}>{children}</AnglesContext>;
}

/** None until the service has answered. */
export function useAngles(): readonly Angle[] {
  return useContext(AnglesContext);
}
