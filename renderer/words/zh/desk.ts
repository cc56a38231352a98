import type { desk as english } from '../en/desk';

export const desk: typeof english = {
  recent: '最近文件',
  clear: '清空列表',
  showAll: (count) => `显示全部 ${count} 个文件`,
};
