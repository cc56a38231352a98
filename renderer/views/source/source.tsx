import { type KeyboardEvent, useCallback, useEffect, useMemo, useState } from 'react';
import type { SourceLines } from '../../../engine/tables/source-lines';
import type { SourceText } from '../../../proto/code';
import { Banner } from '../../ui/banner';
import { Button, IconButton } from '../../ui/button';
import { EmptyState } from '../../ui/surfaces';
import { sentence, useWords } from '../../words/words';
import { type Found, useFound } from '../code-access';
import type { ViewProps } from '../contract';
import { count, formatValue } from '../figures';
import { useRowsChanged } from '../judged-rows';
import { Judging } from '../judging';
import { selectFrame } from '../links';
import { useShownFrame } from '../selected-frame';
import { Shown } from '../table/answered';
import { EndOfPath } from '../table/end-of-path';
import { Grid } from '../table/grid';
import { DownIcon, UpIcon } from '../table/icons';
import { PickFunction } from '../table/pick-function';
import table from '../table/table.module.css';
import { TablePanel } from '../table/table-panel';
import { useTold } from '../told';
import { sourceColumns } from './columns';
import { hotRows, lineRows, nextHot, rowOfFunction } from './lines';
import { RulesDialog } from './rules-dialog';
import styles from './source.module.css';
import { useHighlight } from './use-highlight';

/** The source of a function, and what each of its lines costs. */
export function Source(props: ViewProps) {
  const { text } = props;
  const words = useWords().tables.source;
  const frame = useShownFrame(props);
  const hasFile = useCallback((at: number) => (text.files[at] ?? '') !== '', [text]);
  const file = text.files[frame] ?? '';
  if (frame <= 0 || text.names[frame] === undefined)
    return (
      <PickFunction {...props} fits={hasFile}>
        {words.none}
      </PickFunction>
    );
  if (file === '')
    return (
      <EmptyState action={{ label: words.itsCode, run: () => props.onOpenView('disasm', frame) }}>
        {words.noFile(text.names[frame])}
      </EmptyState>
    );
  return <SourceFile key={file} {...props} file={file} frame={frame} />;
}

interface SourceFileProps extends ViewProps {
  readonly file: string;
  readonly frame: number;
}

function SourceFile(props: SourceFileProps) {
  const { data, file } = props;
  const [attempt, setAttempt] = useState(0);
  const costs = useTold('sourceLines', { treeId: data.treeId, file }, props);
  const source = useFound(file, (code) => code.readSource(file), attempt);
  return (
    <Shown of={costs}>
      {(lines, of) => (
        <SourceGrid {...of} costs={lines} source={source} onRules={() => setAttempt((n) => n + 1)} />
      )}
    </Shown>
  );
}

const noLines: readonly string[] = [];

interface SourceGridProps extends SourceFileProps {
  readonly costs: SourceLines;
  readonly source: Found<SourceText>;
  readonly onRules: () => void;
}

function SourceGrid({ costs, source, onRules, file, frame, ...props }: SourceGridProps) {
  const { data, sides, text, links } = props;
  const words = useWords();
  const own = words.tables.source;
  const found = source.state === 'ready' && source.value.path !== '' ? source.value : null;
  const lines = useMemo(() => (found === null ? noLines : linesOf(found.text)), [found]);
  const { tokens, version } = useHighlight(file, lines);
  const rows = useMemo(() => lineRows(costs, lines.length), [costs, lines]);
  const hot = useMemo(() => hotRows(rows, costs), [rows, costs]);
  const [current, setCurrent] = useState(-1);
  const [rulesFor, setRulesFor] = useState<string | null>(null);
  useEffect(() => setCurrent(rowOfFunction(rows, costs, frame)), [rows, costs, frame]);
  const totals = useMemo(() => sides.map(({ total }) => total), [sides]);
  const asked = useMemo(() => ({ kind: 'lines' as const, file, lines: [...costs.line] }), [file, costs]);
  const judgement = useRowsChanged(props, asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies(version): the list of tokens grows in place
  const columns = useMemo(
    () => sourceColumns({ rows, costs, lines, tokens, unit: data.unit, totals, judgement, words }),
    [rows, costs, lines, tokens, version, data.unit, totals, judgement, words],
  );
  const go = (by: 1 | -1) => setCurrent(nextHot(hot, current, by));
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'n') go(1);
    else if (event.key === 'p') go(-1);
    else return false;
    return true;
  };
  const isMissing = source.state === 'ready' && found === null;
  const beyond = costs.line[costs.line.length - 1] ?? 0;
  const controls = (
    <>
      <select
        className={styles.functions}
        aria-label={own.functionsOf}
        title={own.functionsOf}
        value={costs.functions.some((each) => each.frame === frame) ? frame : ''}
        onChange={({ target }) => selectFrame(links, Number(target.value))}
      >
        {costs.functions.map((each) => (
          <option key={each.frame} value={each.frame}>
            {`${each.cum.map((value) => formatValue(value, data.unit)).join(' → ')}  ${text.names[each.frame]}`}
          </option>
        ))}
      </select>
      <IconButton
        size="small"
        label={`${own.previousHot} (p)`}
        icon={<UpIcon />}
        disabled={hot.length === 0}
        onClick={() => go(-1)}
      />
      <IconButton
        size="small"
        label={`${own.nextHot} (n)`}
        icon={<DownIcon />}
        disabled={hot.length === 0}
        onClick={() => go(1)}
      />
      <span className={styles.path} title={found === null ? file : `${file}\n${own.foundAt(found.path)}`}>
        <EndOfPath>{file}</EndOfPath>
      </span>
      <Judging judgement={judgement} />
      <span className={table.controlsEnd}>
        <Button size="small" kind="quiet" onClick={() => setRulesFor('')}>
          {own.rules}
        </Button>
      </span>
    </>
  );
  const notes = (
    <>
      {isMissing && (
        <Banner
          tone="note"
          {...(isBuiltIn(file) ? {} : { action: { label: own.addRule, run: () => setRulesFor(file) } })}
        >
          {isBuiltIn(file) ? own.builtIn(file) : own.missing(file)} {costs.line.length > 0 && own.linesOnly}
        </Banner>
      )}
      {source.state === 'failed' && <Banner>{sentence(source.failure)}</Banner>}
      {found !== null && beyond > lines.length && (
        <Banner tone="warning">{own.shorter(count(beyond))}</Banner>
      )}
    </>
  );
  return (
    <>
      <TablePanel controls={controls} notes={notes}>
        <Grid
          label={`${own.label}: ${file}`}
          testId="source-table"
          columns={columns}
          count={rows.line.length}
          current={current}
          onCurrent={setCurrent}
          onKey={onKey}
          onMenu={(_, x, y) => props.onFrameMenu({ x, y, frame, node: -1 })}
          empty={own.none}
        />
      </TablePanel>
      {rulesFor !== null && (
        <RulesDialog
          missing={rulesFor}
          onClose={(changed) => {
            setRulesFor(null);
            if (changed) onRules();
          }}
        />
      )}
    </>
  );
}

/** What Node carries in itself lies in no file that a rule could lead to. */
function isBuiltIn(file: string): boolean {
  return file.startsWith('node:');
}

/** What follows the last end of a line is a line only where it is not empty. */
function linesOf(source: string): readonly string[] {
  const lines = source.split(/\r?\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}
