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

// Searches find without case; whether two spaces are one, they do not agree.
const folded = (text) => text.replace(/ +/g, " ").toLowerCase();

// Whether Łódź is found for lodz, Müller for muller or mueller, or a word with a soft hyphen in it, collations and data
// bases say each in its way. So nobody is held to such a hit, whoever wrote it.
const isReadInMoreWays = (text) => /[^ -~]/.test(text);
