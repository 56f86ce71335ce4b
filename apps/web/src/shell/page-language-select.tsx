import { type LanguageCode, languageNames } from '../texts/languages.js';
import { usePageLanguage, useTexts } from '../texts/texts-context.js';
import classes from './page-language-select.module.css';

/** The language of the page, not that of ideas. */
export function PageLanguageSelect() {
  const { shell } = useTexts();
  const { language, setLanguage } = usePageLanguage();
  return (
    <select
      aria-label={shell.language}
      className={classes.select}
      value={language}
      onChange={(event) => setLanguage(event.currentTarget.value as LanguageCode)}
    >
      {Object.entries(languageNames).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
