// A right answer of a search: each hit holds the word, hits stand in order of their ids, once each, and are counted.
function holds(request, response) {
  const word = decodeURIComponent((/[?&]q=([^&]*)/.exec(request.query) ?? ["", ""])[1]).toLowerCase();
  const { count, hits } = response.body;
  if (word === "" || !Array.isArray(hits) || count !== hits.length) return false;
  return hits.every(({ id, text }, at) => {
    const isInOrder = at === 0 || hits[at - 1].id < id;
    return isInOrder && typeof text === "string" && text.toLowerCase().includes(word);
  });
}
