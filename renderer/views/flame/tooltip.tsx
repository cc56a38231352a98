import { useLayoutEffect, useRef } from 'react';
import { direction } from '../figures';
import type { Facts } from './facts';
import styles from './flame.module.css';

interface TooltipProps {
  readonly facts: Facts | null;
  /** Shown in place of facts: what a joined box is. */
  readonly note: string;
  /** The pointer, in pixels of the picture it floats over. */
  readonly x: number;
  readonly y: number;
}

/** The facts of what is under the pointer, beside it and inside the window. */
export function Tooltip({ facts, note, x, y }: TooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const within = element.offsetParent?.getBoundingClientRect();
    if (within === undefined) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.min(x + 14, innerWidth - within.left - width - 8);
    const below = y + 18;
    const top = within.top + below + height + 8 > innerHeight ? y - height - 10 : below;
    element.style.transform = `translate(${Math.round(Math.max(8 - within.left, left))}px, ${Math.round(Math.max(8 - within.top, top))}px)`;
  });
  return (
    <div ref={box} className={styles.tooltip} aria-hidden data-testid="flame-tooltip">
      {facts === null ? note : <FactTable facts={facts} />}
    </div>
  );
}

function FactTable({ facts }: { readonly facts: Facts }) {
  return (
    <>
      <div className={styles.factName}>{facts.name}</div>
      {facts.file !== '' && <div className={styles.factFile}>{facts.file}</div>}
      <table className={styles.facts}>
        <thead>
          <tr>
            <th />
            {facts.columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.rows.map((row) => (
            <tr key={row.label}>
              <th>{row.label}</th>
              {row.cells.map((cell, i) => (
                <td
                  key={facts.columns[i]}
                  data-change={facts.columns[i].startsWith('Δ') ? direction(cell) : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
