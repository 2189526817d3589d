// A right answer of a search: each hit holds the word, hits stand in order of their ids, once each, and are counted.
function holds(request, response) {
  const word = folded(decodeURIComponent((/[?&]q=([^&]*)/.exec(request.query) ?? ["", ""])[1]));
  // Whatever was answered is right or wrong: code that throws lets a liar go.
  const { count, hits } = response.body ?? {};
  if (word === "" || !Array.isArray(hits) || count !== hits.length) return false;
  return hits.every((hit, at) => {
    const isInOrder = at === 0 || hits[at - 1].id < hit?.id;
    return (
      isInOrder && typeof hit?.text === "string" && (isReadInMoreWays(hit.text) || folded(hit.text).includes(word))
    );
  });
}

// Searches find without case; whether two spaces are one, or a line's end is one, they do not agree.
const folded = (text) => text.replace(/\s+/g, " ").toLowerCase();

// Whether Łódź is found for lodz, Müller for muller or mueller, or a word with a soft hyphen in it, collations and data
// bases say each in its way. So nobody is held to such a hit, whoever wrote it. Quotes, dashes and dots are no letters to any.
const isReadInMoreWays = (text) => /[^ -~]/.test(text.replace(/[\s\u2013\u2014\u2018-\u201e\u2026]/g, ""));
