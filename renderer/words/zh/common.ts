import type { common as english } from '../en/common';

export const common: typeof english = {
  locale: 'zh-CN',
  list: (names) => names.join('、'),
  cancel: '取消',
  close: '关闭',
  dismiss: '关闭提示',
  tryAgain: '重试',
  copy: '复制',
  reset: '重置',
  none: '无',
};
