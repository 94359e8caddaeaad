'use strict';

/** Prices an order: sums its items, applies its coupon, adds shipping. */

const COUPONS = { WELCOME10: 0.1, SPRING5: 0.05, TEALOVER15: 0.15 };
const SHIPPING = { CN: 0, JP: 6, US: 9.5 };

exports.handler = (event, context, callback) => {
  const order = orderOf(JSON.parse(event.toString()));
  const items = order.items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  const discount = items * (COUPONS[order.coupon] || 0);
  const shipping = SHIPPING[order.customer.country] ?? 4.9;
  console.log(`priced ${order.orderId} for ${order.customer.city}`);
  callback(null, {
    orderId: order.orderId,
    currency: order.currency,
    items: round(items),
    discount: round(discount),
    shipping,
    total: round(items - discount + shipping),
    pricedBy: context.service.versionId || 'LATEST',
  });
};

/** A timer wraps what it was given; everybody else sends the order as it is. */
function orderOf(event) {
  return event.triggerName ? JSON.parse(event.payload) : event;
}

function round(amount) {
  return Math.round(amount * 100) / 100;
}
