import type { settings as english } from '../en/settings';

export const settings: typeof english = {
  title: '设置',
  theme: '主题',
  system: '跟随系统',
  light: '浅色',
  dark: '深色',
  scale: '变化的配色',
  redGreen: '红与绿',
  blueOrange: '橙与蓝',
  language: '语言',
  motion: '动画跟随系统设置：系统要求减少动态效果时，界面不会移动。',
};
