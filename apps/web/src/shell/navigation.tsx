import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../parts/icon.js';
import { useTexts } from '../texts/texts-context.js';
import classes from './navigation.module.css';

const pages: readonly { path: string; name: IconName & PageName }[] = [
  { path: '/', name: 'muse' },
  { path: '/batch', name: 'batch' },
  { path: '/ideas', name: 'ideas' },
  { path: '/models', name: 'models' },
  { path: '/dashboard', name: 'dashboard' },
];
type PageName = 'muse' | 'batch' | 'ideas' | 'models' | 'dashboard';

/** The way to each page. */
export function Navigation() {
  const { pages: labels, shell } = useTexts();
  const [location] = useLocation();
  return (
    <nav aria-label={shell.navigation} className={classes.navigation}>
      {pages.map(({ path, name }) => (
        <Link key={path} href={path} className={classes.link} aria-current={location === path ? 'page' : undefined}>
          <span className={classes.icon}>
            <Icon name={name} size={21} />
          </span>
          {labels[name]}
        </Link>
      ))}
    </nav>
  );
}
