export const shortcuts = {
  title: '键盘快捷键',
  groups: { anywhere: '全局', list: '列表', record: '记录与表单' },
  actions: {
    palette: '搜索、跳转、执行操作',
    search: '搜索',
    sheet: '查看快捷键',
    close: '关闭当前弹层',
    create: '新建记录',
    move: '上下移动',
    select: '选中一行',
    open: '打开记录',
    edit: '编辑',
    save: '保存并继续',
    saveClose: '保存并关闭',
  },
  about: 'Mortise。在 Mac 上，Command 键等同于 Ctrl 键。',
  api: '接口文档',
}
