import type { notes as english } from '../en/notes';

export const notes: typeof english = {
  noRun: '该剖析文件不属于任何已保存的运行，备注无处保存：请从服务录制。',
  reading: '正在读取运行…',
  label: '名称',
  labelHint: '运行的名称；留空则以地址为名。',
  tags: '标签',
  tagsHint: '用逗号分隔。',
  notes: '备注',
  placeholder: '这次运行有何特别、改了什么、下一步试什么。',
  saved: '已随运行保存。',
  changed: '尚未保存。',
  saving: '正在保存…',
  saveAgain: '重新保存',
};
