// What a list of goods costs, in cents. Prices are a file of their own, the state: they change by a new version.
function price(request, prices) {
  let total = 0;
  for (const { item, count } of request.body.items) {
    const each = prices[item];
    if (each === undefined) return { error: `No such item: ${item}` };
    total += each * count;
  }
  return { currency: "EUR", cents: total };
}
