/** Small arrows of the tables, 12 px. */
function Arrow({ path }: { readonly path: string }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export const BackIcon = () => <Arrow path="M7.5 2.5 4 6l3.5 3.5" />;
export const ForwardIcon = () => <Arrow path="M4.5 2.5 8 6 4.5 9.5" />;
export const DownIcon = () => <Arrow path="M2.5 4.5 6 8l3.5-3.5" />;
export const UpIcon = () => <Arrow path="M2.5 7.5 6 4l3.5 3.5" />;
