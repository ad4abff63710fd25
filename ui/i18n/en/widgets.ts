export const widgets = {
  yes: 'Yes',
  no: 'No',
  from: 'From',
  to: 'To',
  value: 'Value',
  range: 'Time span',
  currency: 'Currency',
  stars: '{count} of {of} stars',
  hours: 'h',
  minutes: 'min',
  address: { street: 'Street', city: 'City', state: 'State or province', postcode: 'Postcode', country: 'Country', po_box: 'PO box' },
}
