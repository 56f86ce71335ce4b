import { createContext, useContext } from 'react';
import { CreativeMuse } from '../creative-muse.js';

/** The service that the hooks speak with; by default the one that this page comes from. */
export const MuseContext = createContext(new CreativeMuse());

export function useMuse(): CreativeMuse {
  return useContext(MuseContext);
}
