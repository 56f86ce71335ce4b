import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { de } from './de.js';
import { en, type Texts } from './en.js';

/** The languages of the page, by their code. */
const languages: Record<string, Texts> = { en, de };
export type PageLanguage = keyof typeof languages;

interface Context {
  language: PageLanguage;
  setLanguage: (language: PageLanguage) => void;
  texts: Texts;
}

const TextsContext = createContext<Context>({ language: 'en', setLanguage: () => undefined, texts: en });
const memory = 'creative-muse-language';

/** Chooses the language: what was chosen last, else the browser's, else English. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<PageLanguage>(() => {
    const wanted = [localStorage.getItem(memory), ...navigator.languages.map((tag) => tag.slice(0, 2))];
    return wanted.find((code): code is PageLanguage => code !== null && code in languages) ?? 'en';
  });
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(memory, language);
  }, [language]);
  return <TextsContext value={{ language, setLanguage, texts: languages[language] }}>{children}</TextsContext>;
}

export function useTexts(): Texts {
  return useContext(TextsContext).texts;
}

export function usePageLanguage(): Omit<Context, 'texts'> {
  return useContext(TextsContext);
}
