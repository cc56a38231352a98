import { Command as Cmdk } from 'cmdk';
import { useMemo, useState } from 'react';
import { usePorts } from '../screens/app-context';
import { openRecent } from '../state/actions/profiles';
import { titleOf } from '../state/tabs';
import { Dialog } from '../ui/dialog';
import { selectFrame } from '../views/links';
import { viewsFor } from '../views/registry';
import { useWords, type Words } from '../words/words';
import { exactly } from '../workspace/filters/filters';
import { frameIn } from '../workspace/translate';
import { printed } from './keys';
import styles from './palette.module.css';
import { isMac } from './platform';
import { ranked } from './rank';
import { type CommandContext, commands } from './table';

interface Entry {
  readonly id: string;
  readonly text: string;
  /** Beside it, in grey: a key, a folder. */
  readonly hint: string;
  readonly run: () => void;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly isCode?: boolean;
}

/** More answers than these are not read but refined. */
const mostInSection = 12;
const mostFunctions = 30;

/** Everything that can be done or shown, found by typing. */
export function Palette({
  context,
  onClose,
}: {
  readonly context: CommandContext;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const ports = usePorts();
  const [query, setQuery] = useState('');
  const all = useMemo(() => sectionsOf({ ...context, ports }, words), [context, ports, words]);
  const sections = useMemo(
    () =>
      all
        .map((section) => {
          // A list of all functions would bury everything else.
          if (section.isCode && query.trim().length < 2) return { ...section, entries: [] };
          const most = section.isCode ? mostFunctions : query === '' ? 40 : mostInSection;
          return { ...section, entries: ranked(query, section.entries, (entry) => entry.text, most) };
        })
        .filter(({ entries }) => entries.length > 0),
    [all, query],
  );
  return (
    <Dialog label={words.commands.palette} heading={false} className={styles.palette} onClose={onClose}>
      <Cmdk label={words.commands.palette} shouldFilter={false} loop className={styles.command}>
        <Cmdk.Input
          className={styles.input}
          placeholder={words.commands.paletteHint}
          value={query}
          onValueChange={setQuery}
          data-testid="palette-input"
          data-autofocus
        />
        <Cmdk.List className={styles.list} label={words.commands.palette}>
          <Cmdk.Empty className={styles.empty}>{words.commands.nothingFound}</Cmdk.Empty>
          {sections.map((section) => (
            <Cmdk.Group key={section.id} heading={section.title} className={styles.group}>
              {section.entries.map((entry) => (
                <Cmdk.Item
                  key={entry.id}
                  value={entry.id}
                  className={styles.item}
                  title={entry.text.length > longText ? `${entry.text}\n${entry.hint}` : undefined}
                  onSelect={() => {
                    onClose();
                    entry.run();
                  }}
                >
                  <span className={section.isCode ? `code ${styles.text}` : styles.text}>{entry.text}</span>
                  {entry.hint !== '' && <span className={styles.hint}>{entry.hint}</span>}
                </Cmdk.Item>
              ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

function sectionsOf(context: CommandContext, words: Words): readonly Section[] {
  const { ports, workspace } = context;
  const { tabs, recent } = ports.store.getState();
  const titles = words.commands.sections;
  const offered = commands.filter(({ keyOnly, when }) => keyOnly !== true && (when?.(context) ?? true));
  return [
    {
      id: 'commands',
      title: titles.commands,
      entries: offered.map(({ id, title, keys, run }) => ({
        id: `command-${id}`,
        text: title(words.commands),
        hint: keys === undefined ? '' : printed(keys[0]!, isMac),
        run: () => run(context),
      })),
    },
    {
      id: 'views',
      title: titles.views,
      entries:
        workspace === null
          ? []
          : viewsFor(workspace.shown()?.session ?? workspace.session).map((view) => ({
              id: `view-${view.id}`,
              text: view.title(words),
              hint: '',
              run: () =>
                void workspace.dock.show(
                  view.id,
                  workspace.model.pane(workspace.activePane())?.subject ?? '',
                ),
            })),
    },
    {
      id: 'open',
      title: titles.open,
      entries: tabs.map(({ id, session }) => ({
        id: `tab-${id}`,
        text: titleOf(session),
        hint: '',
        run: () => ports.store.setState({ screen: { kind: 'tab', id } }),
      })),
    },
    {
      id: 'recent',
      title: titles.recent,
      entries: recent.map(({ id, name, folder }) => ({
        id: `recent-${id}`,
        text: name,
        hint: folder,
        run: () => void openRecent(ports, id, name),
      })),
    },
    { id: 'functions', title: titles.functions, isCode: true, entries: functionsOf(context) },
  ];
}

/** Characters beyond which a text may not fit into its row. */
const longText = 48;

/** The functions of what the active pane shows; choosing one selects it everywhere and marks it. */
function functionsOf({ workspace }: CommandContext): readonly Entry[] {
  const shown = workspace?.shown() ?? null;
  if (workspace === null || shown === null) return [];
  const { names, files } = shown.tree.text;
  const pane = workspace.activePane();
  return names.slice(1).map((name, i) => ({
    id: `function-${i + 1}`,
    text: name,
    hint: (files[i + 1] ?? '').split('/').pop() ?? '',
    run: () => {
      const now = workspace.model.hub.get(pane);
      if (now?.tree) selectFrame(now.links, frameIn(shown.tree, i + 1, now.tree));
      workspace.model.choose(pane, { pattern: exactly(name) });
    },
  }));
}
