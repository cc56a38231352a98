import type { exports as english } from '../en/export';

export const exports: typeof english = {
  button: '导出',
  title: (what) => `导出 ${what}`,
  note: '导出当前面板所显示的内容，包括过滤、顺序、缩放和搜索。',
  writing: '正在写入…',
  png: '图片（与屏幕所见一致）',
  formats: {
    svg: '可在浏览器中缩放的图片',
    html: '报告：可分享的单个网页',
    pprof: '供 pprof 使用的剖析文件',
    folded: '折叠调用栈',
    csv: '电子表格用的表',
    speedscope: '供 speedscope 使用',
    json: '供程序使用',
    dot: 'Graphviz 调用图',
    callgrind: 'KCachegrind 调用图',
  },
};
