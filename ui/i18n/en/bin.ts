export const bin = {
  title: 'Recycle bin',
  module: 'Module',
  count: '{count} deleted',
  deletedAt: 'Deleted',
  restore: 'Restore',
  restored: 'Restored: {count}.',
  notRestored: 'Not restored: {count}.',
  purge: 'Delete for good',
  purgeTitle: 'Delete {count} for good?',
  purgeText: 'This cannot be undone.',
  purged: 'Deleted for good: {count}.',
  empty: { title: 'The bin is empty', text: 'Deleted records of this module are kept here, and can be brought back with their links.' },
}
