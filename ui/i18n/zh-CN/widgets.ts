export const widgets = {
  yes: '是',
  no: '否',
  from: '从',
  to: '至',
  value: '值',
  range: '时间范围',
  currency: '币种',
  stars: '{count}/{of} 星',
  hours: '小时',
  minutes: '分钟',
  address: { street: '街道', city: '城市', state: '省/州', postcode: '邮编', country: '国家', po_box: '邮政信箱' },
}
