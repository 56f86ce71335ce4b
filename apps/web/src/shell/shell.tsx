import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'wouter';
import { useService } from '../service/service-provider.js';
import { useTexts } from '../texts/texts-context.js';
import { ConnectionNotice } from './connection-notice.js';
import { Navigation } from './navigation.js';
import { PageLanguageSelect } from './page-language-select.js';
import classes from './shell.module.css';
import { ThemeSwitch } from './theme-switch.js';

// Most services want no key.
const KeyPrompt = lazy(() => import('./key-prompt.js'));

/** What is around every page. The navigation stands in the header, and on a phone at the thumb. */
export function Shell({ children }: { children: ReactNode }) {
  const { shell } = useTexts();
  const { wantsKey } = useService();
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {shell.skip}
      </a>
      <header className={classes.header}>
        <Link href="/" className={classes.name}>
          <img src="/muse.svg" alt="" width={26} height={26} />
          Creative Muse
        </Link>
        <Navigation />
        <div className={classes.settings}>
          <PageLanguageSelect />
          <ThemeSwitch />
        </div>
      </header>
      <ConnectionNotice />
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
      </main>
      <Suspense>{wantsKey && <KeyPrompt />}</Suspense>
    </div>
  );
}
