import { Icon } from '../parts/icon.js';
import { useService } from '../service/service-provider.js';
import { useTexts } from '../texts/texts-context.js';
import classes from './connection-notice.module.css';

/** Says that nobody answers, as long as nobody does. */
export function ConnectionNotice() {
  const { shell } = useTexts();
  const { isLost } = useService();
  return (
    <div role="status" className={classes.place}>
      {isLost && (
        <span className={classes.notice}>
          <Icon name="offline" size={16} />
          {shell.lost}
        </span>
      )}
    </div>
  );
}
