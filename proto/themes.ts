/** How the window looks: as the system does, or one of both. Here without a parser, as the page needs it at its start. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
