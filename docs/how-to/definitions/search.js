// A right answer of a search: each hit holds the word, hits stand in order of their ids, once each, and are counted.
function holds(request, response) {
  const word = decodeURIComponent((/[?&]q=([^&]*)/.exec(request.query) ?? ["", ""])[1]);
  // Whatever was answered is right or wrong: code that throws lets a liar go.
  const { count, hits } = response.body ?? {};
  if (word === "" || !Array.isArray(hits) || count !== hits.length) return false;
  return hits.every((hit, at) => {
    const isInOrder = at === 0 || hits[at - 1].id < hit?.id;
    return isInOrder && typeof hit?.text === "string" && READINGS.some((read) => read(hit.text).includes(read(word)));
  });
}

// Searches and data bases compare in one of two ways: without case, or without accents too (Müller for muller). Marks are
// taken off before letters are taken apart: to order thousands in a row takes long.
const withoutMarks = (text) => text.replace(/\p{M}/gu, "");
const READINGS = [
  (text) => text.toLowerCase(),
  (text) => withoutMarks(withoutMarks(text).normalize("NFKD")).toLowerCase(),
];
