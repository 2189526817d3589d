// Outside-check verifies a Touchstone log with code that is not Touchstone's: Go's sumdb/note and sumdb/tlog.
//
//	outside-check <base-url> <log-vkey>
//
// It fetches <base-url>/log/checkpoint, every tile and every entry bundle, and checks: the note's signature; each entry
// against its leaf hash; every hash of every tile, and the root, recomputed from the entries; inclusion proofs made
// from the tiles as served; consistency with earlier sizes. It prints one line; exit code 0 if all holds, else 1.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// Every leaf of a log up to this size is proved, and that many spread evenly over a larger one.
	maxProofs = 1024
)

func main() {
	if len(os.Args) != 3 {
		fmt.Println("usage: outside-check <base-url> <log-vkey>")
		os.Exit(1)
	}
	summary, err := check(strings.TrimSuffix(os.Args[1], "/")+"/log", os.Args[2])
	if err != nil {
		fmt.Printf("refused: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf("ok: %s\n", summary)
}

func check(base, vkey string) (string, error) {
	served := &server{base: base, client: &http.Client{Timeout: 30 * time.Second}, tiles: map[tlog.Tile][]byte{}}
	origin, tree, err := served.openCheckpoint(vkey)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	leaves, err := served.readEntries(tree.N)
	if err != nil {
		return "", err
	}
	computed, err := hashAll(leaves)
	if err != nil {
		return "", err
	}
	if root, err := rootOf(tree.N, computed); err != nil || root != tree.Hash {
		return "", fmt.Errorf("the entries give root %v, the checkpoint says %v", root, tree.Hash)
	}
	tiles, err := served.checkTiles(tree.N, computed)
	if err != nil {
		return "", err
	}
	proofs, err := served.checkInclusion(tree, leaves)
	if err != nil {
		return "", err
	}
	growths, err := served.checkConsistency(tree, computed)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s size %d root %v: %d entries, %d tiles, %d inclusion proofs, %d consistency proofs",
		origin, tree.N, tree.Hash, len(leaves), tiles, proofs, growths), nil
}

// A server is the log as served. It is a tlog.TileReader.
type server struct {
	base   string
	client *http.Client
	tiles  map[tlog.Tile][]byte
}

var errNotFound = errors.New("not found")

func (s *server) fetch(path string) ([]byte, error) {
	response, err := s.client.Get(s.base + "/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return nil, fmt.Errorf("%s: %w", path, errNotFound)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d", path, response.StatusCode)
	}
	return io.ReadAll(response.Body)
}

// fetchPartial reads a resource of the given width. A log may have replaced a partial resource by the full one, which
// starts with it; isFull says so.
func (s *server) fetchPartial(path string, width int) (data []byte, isFull bool, err error) {
	if width < tileWidth {
		data, err = s.fetch(fmt.Sprintf("%s.p/%d", path, width))
		if !errors.Is(err, errNotFound) {
			return data, false, err
		}
	}
	data, err = s.fetch(path)
	return data, width < tileWidth, err
}

func (s *server) openCheckpoint(vkey string) (origin string, tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", tlog.Tree{}, err
	}
	text, err := s.fetch("checkpoint")
	if err != nil {
		return "", tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return "", tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return "", tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return "", tlog.Tree{}, fmt.Errorf("bad tree size %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return "", tlog.Tree{}, fmt.Errorf("bad root hash %q", lines[2])
	}
	tree.N = size
	copy(tree.Hash[:], root)
	return lines[0], tree, nil
}

// readEntries fetches every entry bundle and gives back the leaf hashes.
func (s *server) readEntries(size int64) ([]tlog.Hash, error) {
	var leaves []tlog.Hash
	for start := int64(0); start < size; start += tileWidth {
		width := widthAt(start/tileWidth, size)
		path := "tile/entries/" + numberPath(start/tileWidth)
		bundle, hasMore, err := s.fetchPartial(path, width)
		if err != nil {
			return nil, err
		}
		for i := 0; i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends inside entry %d", path, start+int64(i))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			leaves = append(leaves, tlog.RecordHash(bundle[2:end]))
			bundle = bundle[end:]
		}
		if !hasMore && len(bundle) > 0 {
			return nil, fmt.Errorf("%s has %d bytes too many", path, len(bundle))
		}
	}
	return leaves, nil
}

// hashAll computes every complete subtree's hash from the leaves, in tlog's storage order.
func hashAll(leaves []tlog.Hash) (tlog.HashReader, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no stored hash %d", index)
			}
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for i, leaf := range leaves {
		hashes, err := tlog.StoredHashesForRecordHash(int64(i), leaf, reader)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return reader, nil
}

func rootOf(size int64, computed tlog.HashReader) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	return tlog.TreeHash(size, computed)
}

// checkTiles fetches every tile of the tree and compares it with the tile computed from the entries.
func (s *server) checkTiles(size int64, computed tlog.HashReader) (int, error) {
	count := 0
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		hashes := size >> (tileHeight * level)
		for number := int64(0); number*tileWidth < hashes; number++ {
			tile := tlog.Tile{H: tileHeight, L: level, N: number, W: widthAt(number, hashes)}
			want, err := tlog.ReadTileData(tile, computed)
			if err != nil {
				return 0, err
			}
			data, err := s.ReadTiles([]tlog.Tile{tile})
			if err != nil {
				return 0, err
			}
			if !bytes.Equal(data[0], want) {
				return 0, fmt.Errorf("%s is not what the entries give", servedPath(tile))
			}
			count++
		}
	}
	return count, nil
}

// checkInclusion proves leaves from the tiles as served, as a client of the log would.
func (s *server) checkInclusion(tree tlog.Tree, leaves []tlog.Hash) (int, error) {
	reader := tlog.TileHashReader(tree, s)
	count := 0
	for _, index := range spread(tree.N) {
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return 0, fmt.Errorf("inclusion of %d: %w", index, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]); err != nil {
			return 0, fmt.Errorf("inclusion of %d: %w", index, err)
		}
		count++
	}
	return count, nil
}

// checkConsistency proves from the tiles as served that the tree extends earlier ones.
func (s *server) checkConsistency(tree tlog.Tree, computed tlog.HashReader) (int, error) {
	reader := tlog.TileHashReader(tree, s)
	count := 0
	for _, size := range []int64{1, 2, 3, 255, 256, 257, tree.N / 3, tree.N / 2, tree.N - 1, tree.N, 65535, 65536, 65537} {
		if size < 1 || size > tree.N {
			continue
		}
		old, err := rootOf(size, computed)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, size, reader)
		if err != nil {
			return 0, fmt.Errorf("consistency from %d: %w", size, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, old); err != nil {
			return 0, fmt.Errorf("consistency from %d: %w", size, err)
		}
		count++
	}
	return count, nil
}

func (s *server) Height() int { return tileHeight }

func (s *server) SaveTiles([]tlog.Tile, [][]byte) {}

func (s *server) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, ok := s.tiles[tile]
		if !ok {
			fetched, isFull, err := s.fetchPartial(fmt.Sprintf("tile/%d/%s", tile.L, numberPath(tile.N)), tile.W)
			if err != nil {
				return nil, err
			}
			width := tile.W
			if isFull {
				width = tileWidth
			}
			if len(fetched) != width*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", servedPath(tile), len(fetched))
			}
			data = fetched[:tile.W*tlog.HashSize]
			s.tiles[tile] = data
		}
		all[i] = data
	}
	return all, nil
}

// servedPath is the C2SP path: tlog's own has the tile height in it as well.
func servedPath(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tile.H))
}

// numberPath is the N element of a path: groups of three digits, all but the last with an x.
func numberPath(number int64) string {
	full := tlog.Tile{H: tileHeight, L: 0, N: number, W: tileWidth}
	return strings.TrimPrefix(servedPath(full), "tile/0/")
}

// widthAt is the width of tile number n on a level that has that many hashes.
func widthAt(number, hashes int64) int {
	if rest := hashes - number*tileWidth; rest < tileWidth {
		return int(rest)
	}
	return tileWidth
}

// spread gives every index below size, or maxProofs of them from the first to the last.
func spread(size int64) []int64 {
	count := size
	if count > maxProofs {
		count = maxProofs
	}
	indexes := make([]int64, count)
	for i := range indexes {
		indexes[i] = int64(i)
		if size > maxProofs {
			indexes[i] = int64(i) * (size - 1) / (maxProofs - 1)
		}
	}
	return indexes
}
