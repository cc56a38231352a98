import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/surfaces';
import { useWords } from '../words/words';
import { printed } from './keys';
import { isMac } from './platform';
import styles from './shortcuts.module.css';
import { type CommandGroup, commands } from './table';

const groups: readonly CommandGroup[] = ['navigation', 'filters', 'panes', 'window', 'help'];

/** Every key there is, from the table that carries them out; and what the hand does on pictures. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog label={words.commands.shortcuts} className={styles.sheet} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.groups} tabIndex={0} aria-label={words.commands.shortcuts}>
        {groups.map((group) => (
          <section key={group} className={styles.group} aria-label={words.commands.groups[group]}>
            <h3 className={styles.title}>{words.commands.groups[group]}</h3>
            <dl>
              {commands
                .filter(
                  (command) =>
                    command.group === group &&
                    command.keys !== undefined &&
                    !/^place-[3-9]$/.test(command.id),
                )
                .map(({ id, title, keys }) => (
                  <Row key={id} what={title(words.commands)} keys={keys!.map((key) => printed(key, isMac))} />
                ))}
            </dl>
          </section>
        ))}
        <section className={styles.group} aria-label={words.commands.groups.pictures}>
          <h3 className={styles.title}>{words.commands.groups.pictures}</h3>
          <dl>
            {words.commands.hands.map(([keys, what]) => (
              <Row key={what} what={what} keys={keys.split(', ')} />
            ))}
          </dl>
        </section>
      </section>
      <div className={styles.foot}>
        <Button data-autofocus onClick={onClose}>
          {words.common.close}
        </Button>
      </div>
    </Dialog>
  );
}

function Row({ what, keys }: { readonly what: string; readonly keys: readonly string[] }) {
  return (
    <div className={styles.row}>
      <dt>{what}</dt>
      <dd className={styles.keys}>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
