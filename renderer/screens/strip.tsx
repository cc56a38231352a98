import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { chooseFiles, close, compareProfiles, swapSides } from '../state/actions/profiles';
import type { Screen, Tab } from '../state/model';
import { activeTab, comparableWith, profilesOf, titleOf } from '../state/tabs';
import { hostOf } from '../state/titles';
import { Button, IconButton } from '../ui/button';
import { classNames } from '../ui/class-names';
import { CloseIcon, CompareIcon, Mark, PlusIcon, RecordIcon, SwapIcon } from '../ui/icons';
import { Menu } from '../ui/menu';
import { nextIndex } from '../ui/segmented';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import styles from './strip.module.css';

interface Place {
  readonly key: string;
  readonly screen: Screen;
  readonly title: string;
  readonly tooltip: string;
  readonly icon: ReactNode;
  /** Given for what can be closed. */
  readonly onClose?: () => void;
}

/** The window's upper edge: the start page, what can be recorded, the open sessions; and what to do with them. */
export function Strip() {
  const ports = usePorts();
  const screen = useApp((s) => s.screen);
  const tabs = useApp((s) => s.tabs);
  const words = useWords().screens.strip;
  const places = usePlaces();
  const list = useRef<HTMLDivElement>(null);
  const at = places.findIndex((p) => sameScreen(p.screen, screen));

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent, from: number) => {
    const place = places[from]!;
    if (event.key === 'Delete' && place.onClose) {
      place.onClose();
      return;
    }
    const to = nextIndex(
      event.key,
      from,
      places.map(() => ({})),
    );
    if (to === null) return;
    event.preventDefault();
    ports.store.setState({ screen: places[to]!.screen });
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  };

  return (
    <header className={styles.strip}>
      <div ref={list} role="tablist" aria-label={words.label} className={styles.tabs}>
        {places.map((place, i) => (
          <div
            key={place.key}
            role="presentation"
            className={classNames(styles.tab, place.onClose === undefined && styles.fixed)}
            data-active={i === at}
          >
            <button
              type="button"
              role="tab"
              aria-selected={i === at}
              aria-keyshortcuts={place.onClose === undefined ? undefined : 'Delete'}
              tabIndex={i === Math.max(0, at) ? 0 : -1}
              className={styles.choose}
              title={place.tooltip}
              onClick={() => ports.store.setState({ screen: place.screen })}
              onAuxClick={(event) => event.button === 1 && place.onClose?.()}
              onKeyDown={(event) => onKeyDown(event, i)}
            >
              {place.icon}
              <span className={styles.title}>{place.title}</span>
            </button>
            {place.onClose && (
              <IconButton
                label={words.close(place.title)}
                icon={<CloseIcon />}
                tabIndex={-1}
                // A tab list holds tabs alone; there, Delete closes one.
                aria-hidden
                className={styles.close}
                onClick={place.onClose}
              />
            )}
          </div>
        ))}
      </div>
      <div className={styles.actions}>
        <SessionActions tab={activeTab({ tabs, screen })} tabs={tabs} />
        <IconButton
          size="small"
          label={words.open}
          icon={<PlusIcon />}
          onClick={() => void chooseFiles(ports)}
        />
      </div>
    </header>
  );
}

/** What stands in the strip, from left to right. */
function usePlaces(): readonly Place[] {
  const ports = usePorts();
  const words = useWords().screens.strip;
  const setup = useApp((s) => s.setup);
  const recording = useApp((s) => s.recording !== null);
  const tabs = useApp((s) => s.tabs);
  const start: Place = {
    key: 'start',
    screen: { kind: 'start' },
    title: 'Flamebench',
    tooltip: words.start,
    icon: <Mark />,
  };
  const target = setup?.targets[0]?.target;
  const record: Place[] = target
    ? [
        {
          key: 'record',
          screen: { kind: 'record' },
          title: setup.demo ? words.demo : hostOf(target.serviceUrl),
          tooltip: recording
            ? words.recording
            : words.recordFrom(setup.demo ? words.theDemo : target.serviceUrl),
          icon: (
            <span className={classNames(styles.icon, recording && styles.live)}>
              <RecordIcon />
            </span>
          ),
        },
      ]
    : [];
  const sessions = tabs.map(
    ({ id, session }): Place => ({
      key: `tab-${id}`,
      screen: { kind: 'tab', id },
      title: titleOf(session),
      tooltip: [
        titleOf(session),
        ...profilesOf(session).map((p) => (p.origin === p.title ? '' : `${p.title}: ${p.origin}`)),
      ]
        .filter((line) => line !== '')
        .join('\n'),
      icon: session.kind === 'comparison' && (
        <span className={styles.icon}>
          <CompareIcon />
        </span>
      ),
      onClose: () => close(ports, id),
    }),
  );
  return [start, ...record, ...sessions];
}

/** What can be done with the session in front. */
function SessionActions({ tab, tabs }: { readonly tab: Tab | null; readonly tabs: readonly Tab[] }) {
  const ports = usePorts();
  const words = useWords().screens.strip;
  if (tab === null) return null;
  const { session } = tab;
  if (session.kind === 'comparison') {
    return (
      <Button kind="quiet" size="small" icon={<SwapIcon />} onClick={() => swapSides(ports, tab.id)}>
        {words.swap}
      </Button>
    );
  }
  const others = comparableWith(tabs, tab).flatMap((t) =>
    t.session.kind === 'single' ? [{ id: t.id, profile: t.session.profile }] : [],
  );
  if (others.length === 0) return null;
  if (others.length === 1) {
    const [other] = others;
    return (
      <Button
        kind="quiet"
        size="small"
        icon={<CompareIcon />}
        title={words.compareWith(other!.profile.title)}
        onClick={() => compareProfiles(ports, session.profile, other!.profile)}
      >
        {words.compare}
      </Button>
    );
  }
  return (
    <Menu
      label={words.compareWithSome}
      icon={<CompareIcon />}
      items={others.map(({ id, profile }) => ({
        id: String(id),
        label: profile.title,
        run: () => compareProfiles(ports, session.profile, profile),
      }))}
    />
  );
}

function sameScreen(a: Screen, b: Screen): boolean {
  // The connect form is a page of the start place.
  const place = (s: Screen) => (s.kind === 'tab' ? s.id : s.kind === 'connect' ? 'start' : s.kind);
  return place(a) === place(b);
}
