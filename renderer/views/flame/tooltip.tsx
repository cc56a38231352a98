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

/** What stays free between it and the window's edges. */
const edgePx = 8;

/** The facts of what is under the pointer, beside it and inside the window. */
export function Tooltip({ facts, note, x, y }: TooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const picture = element?.parentElement?.getBoundingClientRect();
    if (element === null || picture === undefined) return;
    if (!element.matches(':popover-open')) element.showPopover();
    const { offsetWidth: width, offsetHeight: height } = element;
    const pointer = { x: picture.left + x, y: picture.top + y };
    const left = Math.min(pointer.x + 14, innerWidth - width - edgePx);
    const above = pointer.y - height - 10;
    const below = Math.min(pointer.y + 18, innerHeight - height - edgePx);
    const top = below < pointer.y + 18 && above >= edgePx ? above : below;
    element.style.transform = `translate(${Math.round(Math.max(edgePx, left))}px, ${Math.round(Math.max(edgePx, top))}px)`;
  });
  return (
    <div ref={box} popover="manual" className={styles.tooltip} aria-hidden data-testid="flame-tooltip">
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
