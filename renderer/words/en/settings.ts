export const settings = {
  title: 'Settings',
  theme: 'Theme',
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  scale: 'Colours of change',
  redGreen: 'Red and green',
  blueOrange: 'Orange and blue',
  language: 'Language',
  motion: 'Motion follows the system: where it asks for less, nothing moves.',
};
