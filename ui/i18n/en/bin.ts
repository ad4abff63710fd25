export const bin = {
  title: 'Recycle bin',
  module: 'Module',
  count: '{count} deleted',
  deletedAt: 'Deleted',
  restore: 'Restore',
  purge: 'Delete for good',
  purgeTitle: 'Delete this record for good? | Delete {count} records for good?',
  purgeText: 'This cannot be undone.',
  purged: 'Deleted for good. | {count} records deleted for good.',
  empty: { title: 'The bin is empty', text: 'Deleted records of this module are kept here, and can be brought back with their links.' },
}
