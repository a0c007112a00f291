package dev.freehold.audit.ledger.tile;

import java.io.IOException;
import java.util.Optional;

/** Port: reads the files of a log, wherever they are. */
public interface LogSource {
    /**
     * Reads one file.
     *
     * @param path below the log's root, such as {@code checkpoint} or {@link TilePath#path()}
     * @param most longest content that anyone will want: of a longer file, {@code most + 1} bytes are returned
     * @return empty if there is no such file
     * @throws IOException if nobody can tell
     */
    Optional<byte[]> read(String path, int most) throws IOException;

    /**
     * Reads a tile or bundle, taking the full one where the partial one has gone.
     *
     * @return empty if there is neither
     */
    default Optional<Stored> tile(TilePath tile) throws IOException {
        int most = tile.isEntries() ? EntryBundle.LARGEST_FILE : HashTile.FULL_BYTES;
        Optional<Stored> exact = read(tile.path(), most).map(content -> new Stored(tile, content));
        return exact.isPresent() || !tile.isPartial()
                ? exact
                : read(tile.full().path(), most).map(content -> new Stored(tile.full(), content));
    }

    /**
     * What was found.
     *
     * @param path of the file, whose width its content must have
     */
    record Stored(TilePath path, byte[] content) {
        public Stored {
            content = content.clone();
        }

        @Override
        public byte[] content() {
            return content.clone();
        }
    }
}
