import { useEffect, useState } from 'react';
import { copyText } from '../../ui/copy';
import { Menu } from '../../ui/menu';
import { useWords } from '../../words/words';
import { alignedText, type CopiedTable, csvOf } from './copy';

export type { CopiedTable } from './copy';

const saidMs = 2000;

/** Copies a table, as text for a message or as CSV for a sheet. */
export function CopyMenu({ table }: { readonly table: () => CopiedTable }) {
  const words = useWords().tables;
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (make: (table: CopiedTable) => string) => {
    const now = table();
    setSaid(copyText(make(now)) ? words.copied(String(now.rows.length)) : words.notCopied);
  };
  return (
    <>
      <Menu
        label={words.copy}
        items={[
          {
            id: 'text',
            label: words.copyText,
            run: () =>
              copy(({ heads, rows }) =>
                alignedText(
                  heads,
                  rows.map((row) => row.text),
                ),
              ),
          },
          {
            id: 'csv',
            label: words.copyCsv,
            run: () => copy(csvOf),
          },
        ]}
      />
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </>
  );
}
