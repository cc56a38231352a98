import type { views as english } from '../en/views';

export const views: typeof english = {
  flame: '火焰图',
  pair: '并排对比',
  change: '差异火焰图',
  top: '函数',
  diff: '变化',
  notes: '备注',
};
