export const bin = {
  title: 'Recycle bin',
  module: 'Module',
  count: '{count} deleted',
  deletedAt: 'Deleted',
  restore: 'Restore',
  restored: 'Restored. | {count} records restored.',
  notRestored: 'One record could not be restored. | {count} records could not be restored.',
  purge: 'Delete for good',
  purgeTitle: 'Delete this record for good? | Delete {count} records for good?',
  purgeText: 'This cannot be undone.',
  purged: 'Deleted for good. | {count} records deleted for good.',
  empty: { title: 'The bin is empty', text: 'Deleted records of this module are kept here, and can be brought back with their links.' },
}
