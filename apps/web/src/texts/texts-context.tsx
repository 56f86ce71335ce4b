import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { de } from './de.js';
import { en, type Texts } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { chooseLanguage, type LanguageCode } from './languages.js';

const dictionaries: Record<LanguageCode, Texts> = { de, en, it, fr, es };

interface Context {
  language: LanguageCode;
  setLanguage: (language: LanguageCode) => void;
  texts: Texts;
}

const TextsContext = createContext<Context>({ language: 'en', setLanguage: () => undefined, texts: en });
const memory = 'creative-muse-language';

/** Chooses the language: what was chosen last, else the browser's, else English. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(() => chooseLanguage([localStorage.getItem(memory), ...navigator.languages]));
  const setLanguage = (chosen: LanguageCode): void => {
    localStorage.setItem(memory, chosen);
    choose(chosen);
  };
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextsContext value={{ language, setLanguage, texts: dictionaries[language] }}>{children}</TextsContext>;
}

export function useTexts(): Texts {
  return useContext(TextsContext).texts;
}

export function usePageLanguage(): Omit<Context, 'texts'> {
  return useContext(TextsContext);
}
