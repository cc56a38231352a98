/** What is kept from one start to the next. */
export const desk = {
  recent: 'Recent files',
  clear: 'Clear the list',
  showAll: (count: number) => `Show all ${count} files`,
};
