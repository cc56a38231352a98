import type { ReactNode } from 'react';

/** A 16-pixel picture in the colour of the text around it; never the only carrier of a meaning. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M4.5 4.5l7 7M11.5 4.5l-7 7" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M8 3.5v9M3.5 8h9" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4" />
    <path d="M10 10l3.5 3.5" />
  </Icon>
);

export const FolderIcon = () => (
  <Icon>
    <path d="M2 12.5v-9h4l1.5 2H14v7z" />
  </Icon>
);

export const PlugIcon = () => (
  <Icon>
    <path d="M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <path d="M5 3.2v9.6L12.6 8z" />
  </Icon>
);

export const RecordIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4" fill="currentColor" />
  </Icon>
);

export const CompareIcon = () => (
  <Icon>
    <path d="M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v5H9z" />
  </Icon>
);

export const SaveIcon = () => (
  <Icon>
    <path d="M8 2.5v7M5 7l3 3 3-3M3 13h10" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M8 2.5L14 13H2zM8 6.5v3M8 11.2v.1" />
  </Icon>
);

export const NoteIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 7.5v3M8 5.2v.1" />
  </Icon>
);

export const SwapIcon = () => (
  <Icon>
    <path d="M3 5.5h9M9.5 3L12 5.5 9.5 8M13 10.5H4M6.5 8L4 10.5 6.5 13" />
  </Icon>
);

export const LinkIcon = () => (
  <Icon>
    <path d="M6.5 9.5l3-3M7 4.8l1.3-1.3a3 3 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.3 1.3a3 3 0 0 1-4.2-4.2L4.8 7" />
  </Icon>
);

export const UnlinkIcon = () => (
  <Icon>
    <path d="M7 4.8l1.3-1.3a3 3 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.3 1.3a3 3 0 0 1-4.2-4.2L4.8 7M3 3l10 10" />
  </Icon>
);

export const ProfileIcon = () => (
  <Icon>
    <path d="M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h2.5" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H7" />
  </Icon>
);

export const RedoIcon = () => (
  <Icon>
    <path d="M10.5 3l3 3-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h3" />
  </Icon>
);

export const FilterIcon = () => (
  <Icon>
    <path d="M2 3.5h12L9.5 8.7V13l-3-1.5V8.7z" />
  </Icon>
);

export const MinusIcon = () => (
  <Icon>
    <path d="M3.5 8h9" />
  </Icon>
);

/** All of a picture in its frame. */
export const FitIcon = () => (
  <Icon>
    <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
  </Icon>
);

/** A way down through a graph. */
export const PathIcon = () => (
  <Icon>
    <path d="M4 2.5v3.2L11.5 9v4.5M9.3 11.4l2.2 2.2 2.2-2.2" />
  </Icon>
);

/** The product's mark: three stacked frames, the hot one lit. `size` in pixels. */
export function Mark({ size = 16 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <rect x="1" y="11" width="14" height="4" rx="1" fill="currentColor" opacity="0.35" />
      <rect x="3" y="6" width="10" height="4" rx="1" fill="currentColor" opacity="0.65" />
      <rect x="5" y="1" width="5" height="4" rx="1" fill="#e8702a" />
    </svg>
  );
}
