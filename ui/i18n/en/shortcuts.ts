export const shortcuts = {
  title: 'Keyboard shortcuts',
  groups: { anywhere: 'Anywhere', list: 'In lists', record: 'Records and forms' },
  actions: {
    palette: 'Search, jump, do',
    search: 'Search',
    sheet: 'This sheet',
    close: 'Close what is open',
    create: 'New record',
    move: 'Move through the rows',
    select: 'Select a row',
    open: 'Open a record',
    edit: 'Edit',
    save: 'Save and stay',
    saveClose: 'Save and close',
  },
  about: 'Mortise. On a Mac, Command does what Ctrl does.',
  api: 'Description of the API',
}
