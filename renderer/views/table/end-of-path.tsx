import styles from './table.module.css';

/** A path, or what ends like one: where there is little room its front is cut, since its end says most. */
export function EndOfPath({ children }: { readonly children: string }) {
  return (
    <span className={styles.endOfPath}>
      <bdi dir="ltr">{children}</bdi>
    </span>
  );
}
