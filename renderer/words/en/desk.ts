/** What is kept from one start to the next. */
export const desk = {
  recent: 'Recent files',
};
