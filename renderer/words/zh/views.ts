import type { views as english } from '../en/views';

export const views: typeof english = {
  flame: '火焰图',
  pair: '并排对比',
  change: '差异火焰图',
  sandwich: '三明治图',
  graph: '调用图',
  top: '函数',
  diff: '变化',
  callers: '调用关系',
  tree: '调用树',
  tags: '标签',
  traces: '调用栈',
  source: '源码',
  disasm: '反汇编',
  goroutines: 'Goroutine',
  summary: '概要',
  load: '负载',
  notes: '备注',
};
