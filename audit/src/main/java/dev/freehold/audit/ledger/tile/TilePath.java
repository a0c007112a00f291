package dev.freehold.audit.ledger.tile;

import dev.freehold.audit.ledger.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile of hashes, or the bundle of entries below one, is found under a log's root.
 *
 * @param level 0 for hashes of entries; each hash of level n + 1 is over a full tile of level n; -1 for entry bundles
 * @param index position among the tiles of its level
 * @param width hashes or entries in it, 1 to 256; less than 256 makes it a partial one
 */
public record TilePath(int level, long index, int width) {
    /** Hashes in a full tile. */
    public static final int FULL = 256;

    private static final int HEIGHT = 8;
    private static final int ENTRIES = -1;
    private static final int TOP_LEVEL = 7;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > TOP_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile has level " + level + ", index " + index + ", width " + width);
        }
    }

    /** The entries whose hashes are a tile of level 0. */
    public static TilePath ofEntries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /**
     * The tile that holds a hash, in a log of a given size.
     *
     * @throws IllegalArgumentException if the log is too small to have that hash
     */
    public static TilePath holding(int level, long hash, long logSize) {
        return new TilePath(level, hash / FULL, width(level, hash / FULL, logSize));
    }

    /** How many hashes the tile has in a log of that size; 0 where the log has no such tile. */
    public static int width(int level, long index, long logSize) {
        long hashes = logSize >> (HEIGHT * level);
        long fullTiles = hashes / FULL;
        if (index < fullTiles) {
            return FULL;
        }
        return index == fullTiles ? (int) (hashes % FULL) : 0;
    }

    /** All files of a log of that size: bundles of entries, then hashes, level by level. */
    public static List<TilePath> all(long logSize) {
        List<TilePath> all = new ArrayList<>();
        for (int level = ENTRIES; level <= TOP_LEVEL; level++) {
            int hashLevel = Math.max(level, 0);
            for (long index = 0; width(hashLevel, index, logSize) > 0; index++) {
                all.add(new TilePath(level, index, width(hashLevel, index, logSize)));
            }
        }
        return all;
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    public boolean isPartial() {
        return width < FULL;
    }

    /** Bytes of the hashes in it. */
    public int rowBytes() {
        return width * Hash.BYTES;
    }

    /** The full tile that takes this one's place once the log has grown. */
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    /** The folder of all partial forms of this tile. */
    public String partials() {
        return full().path() + ".p";
    }

    /** First entry that the hash at {@code position} in this tile is over. */
    public long firstEntry(int position) {
        return (index * FULL + position) << (isEntries() ? 0 : HEIGHT * level);
    }

    /** The path, such as {@code tile/0/x001/x234/067} or {@code tile/entries/000.p/5}. */
    public String path() {
        String digits = String.format("%03d", index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            digits = String.format("x%03d/", rest % 1000) + digits;
        }
        return "tile/" + (isEntries() ? "entries" : level) + "/" + digits + (isPartial() ? ".p/" + width : "");
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is not exactly the path of some tile
     */
    public static TilePath parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            throw new IllegalArgumentException("not the path of a tile");
        }
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        long index = Long.parseLong(form.group(2).replaceAll("[x/]", ""));
        String width = form.group(3);
        TilePath tile = new TilePath(level, index, width == null ? FULL : Integer.parseInt(width));
        if (!tile.path().equals(path)) {
            throw new IllegalArgumentException("not the one path of that tile, which is " + tile.path());
        }
        return tile;
    }

    @Override
    public String toString() {
        return path();
    }
}
