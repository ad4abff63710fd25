export const home = {
  title: '首页',
  greeting: { morning: '早上好，{name}', afternoon: '下午好，{name}', evening: '晚上好，{name}' },
  activities: { title: '我的待办', empty: '暂无待办。您的计划和他人分派给您的事项会显示在这里。', overdue: '已逾期', today: '今天', later: '接下来' },
  pipeline: { title: '我的业务进展', choose: '模块', open: '进行中', none: '未设阶段', empty: '暂无进行中的记录。您负责的记录会按阶段显示在这里。' },
  news: { title: '动态', all: '全部通知', empty: '关注记录后即可获知其变化，提及您的内容和评论也会显示在这里。' },
  favourites: { title: '收藏', empty: '给记录和列表加星标，即可在这里和菜单中找到。', add: '加入收藏', remove: '取消收藏' },
  recent: { title: '最近查看', empty: '您打开过的记录会显示在这里。' },
  demo: {
    title: '刚开始使用？',
    text: '一键载入一家虚拟公司的数据：客户、销售机会、服务单等，之后可一键全部移除。',
    start: '载入示例数据',
    loaded: '当前已载入示例数据。开始使用您自己的数据前，请先移除。',
    remove: '移除示例数据',
    removeTitle: '移除示例数据？',
    removeText: '载入的全部数据将移入回收站。之后被编辑过的记录会保留并列出。',
  },
}
